#include "flow_drawing.hpp"

#include <algorithm>
#include <numeric>

namespace alur::report {

namespace {

constexpr double work_share = 0.29;      // where in a row the work stands
constexpr double between_share = 0.515;  // where its flow turns
constexpr double decision_share = 0.74;
constexpr double symbol_share = 0.76;  // of a lane's width

/// Down, across, down; straight where it can be.
std::vector<Point> elbow(Point from, double turn, Point to) {
  if (from.x == to.x) return {from, to};
  return {from, {from.x, turn}, {to.x, turn}, to};
}

}  // namespace

FlowDrawing::FlowDrawing(Canvas& canvas, const FlowSheet& sheet, const FlowChart& chart)
    : canvas_(canvas), sheet_(sheet), chart_(chart), tops_(chart.steps.size(), 0.0) {
  for (const FlowStep& step : chart.steps) heights_.push_back(height_of(step));
}

// --- measures ----------------------------------------------------------------------------------------------------

double FlowDrawing::lane_width() const {
  const double lanes = sheet_.width - 2 * sheet_.margin - sheet_.words_width - sheet_.gutter;
  return lanes / static_cast<double>(std::max<std::size_t>(1, chart_.lanes.size()));
}

double FlowDrawing::lane_x(std::size_t lane) const {
  return sheet_.margin + sheet_.words_width + lane_width() * (static_cast<double>(lane) + 0.5);
}

Box FlowDrawing::work_box(std::size_t index, std::size_t lane) const {
  const double width = lane_width() * symbol_share;
  const double middle = tops_.at(index) + heights_.at(index) * work_share;
  return {lane_x(lane) - width / 2, middle - sheet_.symbol_height / 2, width, sheet_.symbol_height};
}

Box FlowDrawing::decision_box(std::size_t index, std::size_t lane) const {
  const double width = lane_width() * symbol_share;
  const double height = sheet_.symbol_height * 1.16;
  const double middle = tops_.at(index) + heights_.at(index) * decision_share;
  return {lane_x(lane) - width / 2, middle - height / 2, width, height};
}

Point FlowDrawing::entry_of(std::size_t index) const {
  const Box box = work_box(index, chart_.steps.at(index).work.front().lane);
  return {box.x + box.width / 2, box.y};
}

Point FlowDrawing::exit_of(std::size_t index) const {
  const FlowStep& step = chart_.steps.at(index);
  const Box box = step.decisions.empty() ? work_box(index, step.work.front().lane)
                                         : decision_box(index, step.decisions.back().lane);
  return {box.x + box.width / 2, box.y + box.height};
}

double FlowDrawing::height_of(const FlowStep& step) {
  const double badge = sheet_.text_size * 2;
  const double width = sheet_.words_width - badge - sheet_.padding * 2;
  const double words =
      canvas_.text_height(step.activity, width, {.size = sheet_.text_size, .bold = true, .lines_max = 2}) +
      canvas_.text_height(step.when, width, {.size = sheet_.detail_size, .lines_max = 2}) +
      canvas_.text_height(step.who, width, {.size = sheet_.detail_size, .lines_max = sheet_.people_lines});
  return std::max(sheet_.row_min, words + 2 * sheet_.padding);
}

double FlowDrawing::frame_height() const { return sheet_.lane_head + 2 * sheet_.terminator_height; }

double FlowDrawing::rows_height(FlowPart part) const {
  const auto begin = heights_.begin() + static_cast<std::ptrdiff_t>(part.first);
  const auto end = heights_.begin() + static_cast<std::ptrdiff_t>(part.last);
  return std::accumulate(begin, end, frame_height());
}

// --- drawing -----------------------------------------------------------------------------------------------------

double FlowDrawing::heading(double top, bool draw) {
  const double width = sheet_.width - 2 * sheet_.margin;
  double y = top;
  auto line = [&](const std::string& words, const TextStyle& style) {
    y += draw ? canvas_.text(sheet_.margin, y, width, words, style) : canvas_.text_height(words, width, style);
  };
  line(chart_.title, {.size = sheet_.detail_size, .ink = Ink::soft, .bold = true, .lines_max = 2});
  line(chart_.subject, {.size = sheet_.title_size, .ink = Ink::navy, .bold = true, .lines_max = 2});
  line(chart_.owner, {.size = sheet_.text_size, .ink = Ink::text});
  line(chart_.position, {.size = sheet_.text_size, .ink = Ink::text, .bold = true, .lines_max = 2});
  line(chart_.as_of, {.size = sheet_.detail_size, .ink = Ink::soft});
  return y - top + sheet_.padding;
}

void FlowDrawing::draw_rows(FlowPart part, double top) {
  double y = top + sheet_.lane_head + sheet_.terminator_height;
  for (std::size_t i = part.first; i < part.last; ++i) {
    tops_.at(i) = y;
    y += heights_.at(i);
  }
  draw_table(part, top, y + sheet_.terminator_height);
  draw_ends(part, top + sheet_.lane_head, y);
  for (std::size_t i = part.first; i < part.last; ++i) {
    draw_words(i);
    draw_flow(i);
  }
  draw_returns(part);
  for (std::size_t i = part.first; i < part.last; ++i) draw_symbols(i);
}

void FlowDrawing::draw_table(FlowPart part, double top, double bottom) {
  const double left = sheet_.margin;
  const double right = sheet_.width - sheet_.margin;
  const double rule = sheet_.pens.thin / 2;
  for (std::size_t i = part.first; i < part.last; ++i) {
    canvas_.fill({left, tops_.at(i), right - left, heights_.at(i)}, row_tint(chart_.steps.at(i).mark));
  }
  for (std::size_t lane = 0; lane <= chart_.lanes.size(); ++lane) {
    const double x = lane_x(lane) - lane_width() / 2;
    canvas_.line({x, top}, {x, bottom}, rule, Ink::rule);
  }
  for (std::size_t i = part.first; i < part.last; ++i) {
    canvas_.line({left, tops_.at(i)}, {right, tops_.at(i)}, rule, Ink::rule);
  }
  const double below = tops_.at(part.last - 1) + heights_.at(part.last - 1);
  canvas_.line({left, below}, {right, below}, rule, Ink::rule);
  draw_head(top);
}

void FlowDrawing::draw_head(double top) {
  const double left = sheet_.margin;
  const double right = sheet_.width - sheet_.margin;
  const double bottom = top + sheet_.lane_head;
  canvas_.line({left, top}, {right, top}, sheet_.pens.thick / 2, Ink::navy);
  canvas_.line({left, bottom}, {right, bottom}, sheet_.pens.thick / 2, Ink::navy);
  for (std::size_t lane = 0; lane < chart_.lanes.size(); ++lane) {
    const double width = lane_width();
    canvas_.text_upwards({lane_x(lane) - width / 2, top + sheet_.padding / 2, width, sheet_.lane_head - sheet_.padding},
                         chart_.lanes[lane],
                         {.size = sheet_.lane_size, .ink = Ink::navy, .bold = true, .lines_max = 2});
  }
  draw_legend(top);
}

void FlowDrawing::draw_words(std::size_t index) {
  const FlowStep& step = chart_.steps.at(index);
  const double radius = sheet_.text_size * 0.82;
  double y = tops_.at(index) + sheet_.padding;
  draw_badge(canvas_, {sheet_.margin + radius + sheet_.padding / 2, y + radius}, radius, std::to_string(step.no),
             step.mark, sheet_.pens);
  const double x = sheet_.margin + sheet_.text_size * 2 + sheet_.padding;
  const double width = sheet_.words_width - sheet_.text_size * 2 - sheet_.padding * 2;
  y += canvas_.text(x, y, width, step.activity,
                    {.size = sheet_.text_size, .ink = Ink::text, .bold = true, .lines_max = 2});
  y += canvas_.text(x, y, width, step.when, {.size = sheet_.detail_size, .ink = words_ink(step.mark), .lines_max = 2});
  canvas_.text(x, y, width, step.who, {.size = sheet_.detail_size, .ink = Ink::soft, .lines_max = sheet_.people_lines});
}

/// Into the row from the one before, and within it from the work to the last decision.
void FlowDrawing::draw_flow(std::size_t index) {
  const FlowStep& step = chart_.steps.at(index);
  const double width = sheet_.pens.flow;
  const auto across = [&](const std::vector<FlowSymbol>& symbols, double y) {
    for (std::size_t i = 1; i < symbols.size(); ++i) {
      canvas_.line({lane_x(symbols[i - 1].lane), y}, {lane_x(symbols[i].lane), y}, width, Ink::flow);
    }
  };
  const double top = tops_.at(index);
  across(step.work, top + heights_.at(index) * work_share);
  across(step.decisions, top + heights_.at(index) * decision_share);
  if (step.decisions.empty()) return;
  const Box work = work_box(index, step.work.front().lane);
  const Box decision = decision_box(index, step.decisions.front().lane);
  draw_arrow(canvas_,
             elbow({work.x + work.width / 2, work.y + work.height}, top + heights_.at(index) * between_share,
                   {decision.x + decision.width / 2, decision.y}),
             width, Ink::flow, false);
}

void FlowDrawing::draw_symbols(std::size_t index) {
  const FlowStep& step = chart_.steps.at(index);
  for (const FlowSymbol& symbol : step.work) {
    draw_process(canvas_, work_box(index, symbol.lane), symbol.mark, sheet_.pens);
  }
  for (const FlowSymbol& symbol : step.decisions) {
    draw_decision(canvas_, decision_box(index, symbol.lane), symbol.mark, sheet_.pens);
  }
}

/// "Mulai" and "Selesai", or the connectors to other pages; and the flow from row to row.
void FlowDrawing::draw_ends(FlowPart part, double top, double bottom) {
  const double height = sheet_.terminator_height * 0.62;
  const double width = lane_width() * 0.9;
  const bool from_start = part.first == 0;
  const bool to_end = part.last == chart_.steps.size();
  const Point entry = entry_of(part.first);
  const Box above{entry.x - width / 2, top + sheet_.terminator_height * 0.08, width, height};
  const Box above_small{entry.x - height / 2, above.y, height, height};
  draw_arrow(canvas_, {{entry.x, above.y + height}, entry}, sheet_.pens.flow, Ink::flow, false);
  if (from_start) {
    draw_terminator(canvas_, above, chart_.begin, true, sheet_.detail_size, sheet_.pens);
  } else {
    draw_connector(canvas_, above_small, std::to_string(chart_.steps.at(part.first).no), sheet_.detail_size,
                   sheet_.pens);
  }
  for (std::size_t i = part.first + 1; i < part.last; ++i) {
    draw_arrow(canvas_, elbow(exit_of(i - 1), tops_.at(i), entry_of(i)), sheet_.pens.flow, Ink::flow, false);
  }
  const Point exit = exit_of(part.last - 1);
  const Box below{exit.x - width / 2, bottom + sheet_.terminator_height * 0.3, width, height};
  draw_arrow(canvas_, {exit, {exit.x, below.y}}, sheet_.pens.flow, Ink::flow, false);
  if (to_end) {
    draw_terminator(canvas_, below, chart_.end, chart_.steps.back().mark == Mark::done, sheet_.detail_size,
                    sheet_.pens);
  } else {
    draw_connector(canvas_, {exit.x - height / 2, below.y, height, height},
                   std::to_string(chart_.steps.at(part.last).no), sheet_.detail_size, sheet_.pens);
  }
}

/// Where a way back leaves a row, or comes in to one: right of the last symbol.
Point FlowDrawing::right_of(std::size_t index, bool decision) const {
  const FlowStep& step = chart_.steps.at(index);
  const bool decides = decision && !step.decisions.empty();
  const std::vector<FlowSymbol>& symbols = decides ? step.decisions : step.work;
  const auto last = std::max_element(symbols.begin(), symbols.end(),
                                     [](const FlowSymbol& a, const FlowSymbol& b) { return a.lane < b.lane; });
  const Box box = decides ? decision_box(index, last->lane) : work_box(index, last->lane);
  return {box.x + box.width, box.y + box.height / 2};
}

/// From a decision out to the gutter, up, and back to the work that was to be done again. Where that is on another
/// page, to the edge of this one.
void FlowDrawing::draw_returns(FlowPart part) {
  const double gutter = sheet_.width - sheet_.margin - sheet_.gutter;
  const double apart = sheet_.gutter / static_cast<double>(chart_.returns.size() + 1);
  const double top = tops_.at(part.first);
  const double bottom = tops_.at(part.last - 1) + heights_.at(part.last - 1);
  double x = gutter;
  for (const FlowReturn& way : chart_.returns) {
    const auto from = static_cast<std::size_t>(way.from - 1);
    const auto to = static_cast<std::size_t>(way.to - 1);
    x += apart;
    if (to >= part.last || from < part.first) continue;
    std::vector<Point> line;
    if (from < part.last) {
      const Point leaves = right_of(from, true);
      line = {leaves, {x, leaves.y}};
    } else {
      line = {{x, bottom}};
    }
    if (to >= part.first) {
      const Point arrives = right_of(to, false);
      line.push_back({x, arrives.y});
      line.push_back(arrives);
    } else {
      line.push_back({x, top});
    }
    draw_arrow(canvas_, line, sheet_.pens.flow * 1.25, Ink::back, true);
    if (way.times > 1) draw_times(way.times, {x, (line.front().y + line.back().y) / 2});
  }
}

void FlowDrawing::draw_times(int times, Point middle) {
  const double size = sheet_.detail_size * 1.5;
  const Box tag{middle.x - size / 2, middle.y - size / 2, size, size};
  canvas_.fill(tag, Ink::paper);
  canvas_.text_within(tag, std::to_string(times) + "×",
                      {.size = sheet_.detail_size, .ink = Ink::back, .bold = true, .align = Align::centre});
}

/// In the corner above the words: what the marks mean.
void FlowDrawing::draw_legend(double top) {
  constexpr std::size_t rows = 4;
  const double row = (sheet_.lane_head - sheet_.padding) / rows;
  const double height = row * 0.66;
  const double column = sheet_.words_width / 2;
  std::size_t place = 0;
  const auto next = [&](const std::string& words) {
    const std::size_t right = place / rows;
    const std::size_t down = place % rows;
    const Box sign{sheet_.margin + column * static_cast<double>(right) + sheet_.padding / 2,
                   top + sheet_.padding / 2 + row * (static_cast<double>(down) + 0.17), height * 1.5, height};
    canvas_.text_within(
        {sign.x + sign.width + sheet_.padding, sign.y, column - sign.width - 2 * sheet_.padding, height}, words,
        {.size = sheet_.detail_size, .ink = Ink::text});
    ++place;
    return sign;
  };
  const Pens pens{sheet_.pens.thin * 0.8, sheet_.pens.thick * 0.7, sheet_.pens.flow};
  for (const Mark mark : {Mark::done, Mark::current, Mark::late, Mark::returned, Mark::paused, Mark::pending}) {
    draw_process(canvas_, next(chart_.legend.at(static_cast<std::size_t>(mark))), mark, pens);
  }
  const Box way = next(chart_.legend_return);
  draw_arrow(canvas_, {{way.x, way.y + height / 2}, {way.x + way.width, way.y + height / 2}}, sheet_.pens.flow * 1.25,
             Ink::back, true);
}

}  // namespace alur::report
