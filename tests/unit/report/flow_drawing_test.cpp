#include "symbols.hpp"
#include "town.hpp"

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sys/wait.h>

namespace alur::report {

namespace {

using namespace workflow;
using namespace std::chrono_literals;
using test::chart_of;

constexpr std::size_t picture_bytes_max = std::size_t{300} * 1024;

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8U | static_cast<unsigned char>(bytes.at(at + i));
  return value;
}

/// A case that has been through a return and is late in its longest step.
ACase a_long_case() {
  ACase of{mandiri()};
  of.state.title = "Aplikasi Antrean Online Pelayanan Administrasi Kependudukan";
  of.run_to(3);
  of.hand_in();
  of.does(sari, Return{2, "kebutuhan belum lengkap", {}});
  of.run_to(9);
  of.now += 24h * 200;
  return of;
}

/// What `command` prints when its input is a file with `bytes`.
std::string output_of(const std::string& command, const std::string& bytes) {
  const std::string path = ::testing::TempDir() + "alur_flow_chart.pdf";
  std::ofstream{path, std::ios::binary} << bytes;
  std::FILE* pipe = popen((command + " '" + path + "' -").c_str(), "r");
  std::string out;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out += static_cast<char>(c);
  const int status = pclose(pipe);
  EXPECT_EQ(WEXITSTATUS(status), 0) << command;
  std::remove(path.c_str());
  return out;
}

TEST(FlowPicture, fits_a_phone_and_an_upload) {
  for (const FlowChart& chart : {chart_of(a_long_case()), chart_of(ACase{pengembang()})}) {
    const std::string png = flow_png(chart);
    ASSERT_EQ(png.substr(1, 3), "PNG");
    const std::uint32_t width = big_endian(png, 16);
    const std::uint32_t height = big_endian(png, 20);
    EXPECT_EQ(width, 1080U);
    EXPECT_LT(height, width * 22 / 10) << "taller than a phone's screen";
    EXPECT_LT(png.size(), picture_bytes_max);
  }
}

TEST(FlowPicture, is_the_same_for_the_same_chart) {
  const FlowChart chart = chart_of(a_long_case());
  EXPECT_EQ(flow_png(chart), flow_png(chart));
}

TEST(FlowPicture, draws_whatever_a_title_holds) {
  ACase of{mandiri()};
  of.state.title = std::string(300, 'W') + " <b>&amp; \xF0\x9F\x98\x80 \xff";
  EXPECT_LT(flow_png(chart_of(of)).size(), picture_bytes_max);
}

/// The grey picture of one mark, as a bad printer would give it.
std::vector<int> in_grey(Mark mark) {
  constexpr int width = 120;
  constexpr int height = 60;
  const Surface surface{cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)};
  {
    Canvas canvas{surface.get()};
    canvas.fill({0, 0, width, height}, Ink::paper);
    draw_process(canvas, {10, 10, 80, 40}, mark, Pens{});
  }
  cairo_surface_flush(surface.get());
  const unsigned char* data = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  std::vector<int> grey;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const unsigned char* pixel = data + y * stride + x * 4;
      grey.push_back((pixel[0] * 11 + pixel[1] * 59 + pixel[2] * 30) / 100 < 160 ? 1 : 0);
    }
  }
  return grey;
}

TEST(FlowPicture, tells_every_two_marks_apart_in_black_and_white) {
  for (std::size_t a = 0; a < mark_count; ++a) {
    for (std::size_t b = a + 1; b < mark_count; ++b) {
      const std::vector<int> one = in_grey(static_cast<Mark>(a));
      const std::vector<int> other = in_grey(static_cast<Mark>(b));
      int different = 0;
      for (std::size_t i = 0; i < one.size(); ++i) different += one[i] != other[i] ? 1 : 0;
      EXPECT_GT(different, 90) << "marks " << a << " and " << b;
    }
  }
}

/// Lines are broken where they must be.
std::string without_spaces(std::string text) {
  std::erase_if(text, [](unsigned char c) { return std::isspace(c) != 0; });
  return text;
}

TEST(FlowPdf, has_the_letterhead_every_step_and_numbered_pages) {
  const std::string text = output_of("pdftotext -layout", flow_pdf(chart_of(a_long_case())));
  EXPECT_NE(text.find("PEMERINTAH KABUPATEN MUARA ENIM"), std::string::npos);
  EXPECT_NE(text.find("DINAS KOMUNIKASI DAN INFORMATIKA"), std::string::npos);
  for (const process::Step& step : mandiri().steps) {
    EXPECT_NE(without_spaces(text).find(without_spaces(step.short_activity)), std::string::npos)
        << step.short_activity << "\n"
        << text;
  }
  EXPECT_NE(text.find("Halaman 1 dari 2"), std::string::npos) << text;
  EXPECT_NE(text.find("Halaman 2 dari 2"), std::string::npos) << text;
}

TEST(FlowPdf, of_a_short_process_is_one_page) {
  const std::string text = output_of("pdftotext -layout", flow_pdf(chart_of(ACase{pengembang()})));
  EXPECT_NE(text.find("Halaman 1 dari 1"), std::string::npos) << text;
}

}  // namespace

}  // namespace alur::report
