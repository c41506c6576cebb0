#include "painter.hpp"

#include "alur/store/picture.hpp"

#include <malloc.h>

namespace alur::service {

namespace asio = boost::asio;

Painter::Painter(FlowSource source, const text::Catalogue& catalogue, const time::Clock& clock, Offload offload)
    : source_(std::move(source)), catalogue_(catalogue.another()), clock_(clock), offload_(std::move(offload)) {}

asio::awaitable<std::string> Painter::draw(store::Card card) {
  std::string png;
  std::function<void()> work = [this, &card, &png] {
    const store::FlowPicture wanted = store::read_picture(card.picture);
    const auto by_id = [&card](store::Cases& cases) { return cases.find(card.case_id); };
    png = report::flow_png(read_flow_chart(source_, catalogue_, wanted.language, clock_.now(), by_id));
    malloc_trim(0);  // a picture takes 13 MiB for a moment, which glibc would keep for the next one
  };
  co_await offload_(std::move(work));
  co_return png;
}

}  // namespace alur::service
