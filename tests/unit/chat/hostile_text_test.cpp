#include "alur/telegram/request.hpp"

#include "core/html.hpp"
#include "doors.hpp"
#include "support/shipped.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <regex>

/// Names, titles and reasons as people who mean harm would write them, read back as the server reads HTML: the
/// sandbox's parser, which shares nothing with the bot's own.
namespace alur::chat::test {

namespace {

constexpr std::uint32_t seed = 20'260'304;
constexpr std::size_t units_max = 4096;

bool long_run() { return std::getenv("ALUR_LONG") != nullptr; }

constexpr std::array<std::string_view, 44> pieces{"<b>",
                                                  "</b>",
                                                  "<a href=\"http://jahat.example\">",
                                                  "</a>",
                                                  "<a href='tg://user?id=5000001'>",
                                                  "<pre><code>",
                                                  "</",
                                                  "<",
                                                  ">",
                                                  "&",
                                                  "&amp;",
                                                  "&lt;b&gt;",
                                                  "&#60;i&#62;",
                                                  "&#x202e;",
                                                  "&quot",
                                                  "\"",
                                                  "'",
                                                  "''",
                                                  "{",
                                                  "}",
                                                  "{name}",
                                                  "{0}",
                                                  "#",
                                                  "|",
                                                  "<!--",
                                                  "]]>",
                                                  "<tg-spoiler>",
                                                  "\xE2\x80\xAE",
                                                  "\xE2\x81\xA6",
                                                  "\xE2\x80\x8F",
                                                  "\xD8\x9C",
                                                  "\xF0\x9F\x98\x80",
                                                  "e\xCC\x81",
                                                  "\xE2\x80\x8B",
                                                  "\xED\xA0\x80",
                                                  "\xC0\xAF",
                                                  "\xFF",
                                                  "\xF4\x90\x80\x80",
                                                  "\xE2\x80",
                                                  "\n",
                                                  "\t",
                                                  "\r\n",
                                                  "\x01",
                                                  "Ir. Siti Aminah, M.T."};

class Villain {
 public:
  explicit Villain(std::uint32_t of = seed) : random_(of) {}
  std::size_t any(std::size_t below) { return std::uniform_int_distribution<std::size_t>{0, below - 1}(random_); }

  std::string text(std::size_t pieces_max) {
    std::string text;
    for (std::size_t left = 1 + any(pieces_max); left > 0; --left) {
      switch (any(4)) {
        case 0:
          text += static_cast<char>(any(256));
          break;
        case 1:
          text += static_cast<char>(32 + any(95));
          break;
        default:
          text += pieces.at(any(pieces.size()));
          break;
      }
    }
    return text;
  }

 private:
  std::mt19937 random_;
};

std::string shown(const std::string& raw) {
  return nlohmann::json(raw).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

/// An update is JSON: broken bytes end there.
std::string as_received(const std::string& raw) { return nlohmann::json::parse(shown(raw)).get<std::string>(); }

sandbox::FormattedText read(const std::string& html) {
  auto parsed = sandbox::parse_html(html);
  EXPECT_TRUE(parsed.has_value()) << (parsed ? "" : parsed.error().what) << "\n" << shown(html);
  return parsed ? *parsed : sandbox::FormattedText{};
}

std::size_t utf16_units(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; })) +
         static_cast<std::size_t>(
             std::count_if(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xF0; }));
}

bool has_controls_or_bidi(const std::string& utf8) {
  static const std::regex marks{
      "[\x01-\x09\x0B-\x1F\x7F]|\xC2[\x80-\x9F]|\xD8\x9C|\xE2\x80[\x8E\x8F\xAA-\xAE]|"
      "\xE2\x81[\xA6-\xA9]"};
  return utf8.find('\0') != std::string::npos || std::regex_search(utf8, marks);
}

std::string without_space(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}

std::vector<std::string> types_of(const sandbox::FormattedText& text) {
  std::vector<std::string> types;
  for (const sandbox::Entity& entity : text.entities) types.push_back(entity.type + " " + entity.url);
  return types;
}

/// What a pattern wants: text where it takes any, a number or a word where it counts or chooses.
struct Wants {
  std::vector<std::string> texts;
  text::Args others;
};

Wants wants_of(const std::string& pattern, std::vector<std::string>& names) {
  static const std::regex argument{R"(\{\s*([a-z_0-9]+)\s*(,\s*([a-z]+))?)"};
  std::map<std::string, std::string> kinds;
  for (auto at = std::sregex_iterator{pattern.begin(), pattern.end(), argument}; at != std::sregex_iterator{}; ++at) {
    std::string& kind = kinds[(*at)[1].str()];
    if ((*at)[3].matched) kind = (*at)[3].str();
  }
  names.clear();
  for (const auto& [name, kind] : kinds) names.push_back(name);
  Wants wants;
  std::size_t i = 0;
  for (const auto& [name, kind] : kinds) {
    const std::string& kept = names[i++];
    if (kind.empty()) {
      wants.texts.push_back(kept);
    } else if (kind == "select") {
      wants.others.push_back({kept, std::string{"other"}});
    } else {
      wants.others.push_back({kept, std::int64_t{2}});
    }
  }
  return wants;
}

}  // namespace

/// 1,000,000 with ALUR_LONG.
TEST(HostileText, escaped_is_text_and_nothing_else) {
  Villain villain;
  const int count = long_run() ? 1'000'000 : 10'000;
  for (int i = 0; i < count; ++i) {
    const std::string raw = villain.text(24);
    const std::string html = text::escape(raw).value;
    const sandbox::FormattedText back = read(html);
    ASSERT_TRUE(back.entities.empty()) << shown(raw) << ", seed " << seed;
    ASSERT_EQ(back.text, text::strip(html)) << shown(raw) << ", seed " << seed;
    ASSERT_EQ(text::escape(back.text).value, html) << "not stable: " << shown(raw) << ", seed " << seed;
    if (i % 16 == 0) {
      ASSERT_FALSE(has_controls_or_bidi(back.text)) << shown(raw) << ", seed " << seed;
      ASSERT_FALSE(has_controls_or_bidi(text::plain(raw))) << shown(raw) << ", seed " << seed;
      ASSERT_EQ(text::plain(text::plain(raw)), text::plain(raw)) << shown(raw) << ", seed " << seed;
    }
  }
  std::cout << "[ FIGURE ] S6: " << count << " hostile texts, 0 entities of theirs, 0 not read back equal; seed "
            << seed << '\n';
}

/// Every sentence of the bot, with hostile words in every place: it reads as with harmless ones, the words in place.
TEST(HostileText, in_a_sentence_leaves_its_form_as_it_was) {
  Villain villain;
  const text::Catalogue catalogue{alur::test::shipped().texts};
  const int rounds = long_run() ? 200 : 1;
  std::size_t sentences = 0;
  for (const auto& [language, patterns] : alur::test::shipped().texts) {
    for (const auto& [key, pattern] : patterns) {
      std::vector<std::string> names;
      const Wants wants = wants_of(pattern, names);
      if (wants.texts.empty()) continue;
      for (int round = 0; round < rounds; ++round) {
        text::Args hostile = wants.others;
        text::Args harmless = wants.others;
        std::vector<std::pair<std::string, std::string>> words;
        for (std::size_t i = 0; i < wants.texts.size(); ++i) {
          const std::string raw = "x" + villain.text(6) + "x";
          const std::string mark = "@@" + std::to_string(100 + i) + "@@";
          hostile.push_back({wants.texts[i], raw});
          harmless.push_back({wants.texts[i], mark});
          words.emplace_back(mark, text::strip(text::escape(raw).value));
        }
        const sandbox::FormattedText expected = read(catalogue.format(language, key, harmless));
        const sandbox::FormattedText back = read(catalogue.format(language, key, hostile));
        std::string text = expected.text;
        for (const auto& [mark, word] : words) {
          for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + word.size())) {
            text.replace(at, mark.size(), word);
          }
        }
        ASSERT_EQ(back.text, text) << language << " " << key << ", seed " << seed;
        ASSERT_EQ(types_of(back), types_of(expected)) << language << " " << key << ", seed " << seed;
        ++sentences;
      }
    }
  }
  EXPECT_GE(sentences, 400U);
}

/// Long ones leave as several messages: each one is read, nothing is lost, nothing is more than it was.
TEST(HostileText, split_into_messages_stays_what_it_was) {
  Villain villain;
  const int count = long_run() ? 5'000 : 60;
  for (int i = 0; i < count; ++i) {
    std::string html;
    while (html.size() < 9'000) {
      const std::string word = text::escape(villain.text(villain.any(20) == 0 ? 600 : 12)).value;
      const std::array<std::string, 5> forms{word, "<b>" + word + "</b>", "<i>" + word + " <u>" + word + "</u></i>",
                                             "<a href=\"https://muaraenimkab.go.id/?a=1&amp;b=2\">" + word + "</a>",
                                             "<code>" + word + "</code>\n"};
      html += forms.at(villain.any(forms.size())) + (villain.any(3) == 0 ? " " : "");
    }
    const sandbox::FormattedText whole = read(html);
    std::string together;
    for (const std::string& piece : telegram::split_html(html)) {
      const sandbox::FormattedText part = read(piece);
      ASSERT_LE(utf16_units(part.text), units_max) << "seed " << seed << ", text " << i;
      ASSERT_FALSE(without_space(part.text).empty()) << "seed " << seed << ", text " << i;
      for (const std::string& type : types_of(part)) {
        const std::vector<std::string> known = types_of(whole);
        ASSERT_NE(std::find(known.begin(), known.end(), type), known.end()) << type << ", seed " << seed;
      }
      together += part.text;
    }
    ASSERT_EQ(without_space(together), without_space(whole.text)) << "seed " << seed << ", text " << i;
  }
}

/// Through the desk: title, person, agency, reason, note and file name, in everything that anybody is shown.
class HostileCase : public Doors {
 protected:
  std::size_t read_all(store::Tx& tx) {
    std::size_t count = 0;
    const auto read_markup = [](const nlohmann::json& markup) {
      for (const auto& row : markup.value("inline_keyboard", nlohmann::json::array())) {
        for (const auto& one : row) {
          const std::string label = one.at("text").get<std::string>();
          EXPECT_FALSE(label.empty());
          EXPECT_FALSE(has_controls_or_bidi(label)) << shown(label);
        }
      }
    };
    store::Outbox outbox{tx};
    for (auto heads = outbox.heads(100); !heads.empty(); heads = outbox.heads(100)) {
      for (const store::OutMessage& message : heads) {
        const auto body = nlohmann::json::parse(message.body);
        check(body.value("text", body.value("caption", std::string{"-"})));
        read_markup(body.value("reply_markup", nlohmann::json::object()));
        outbox.begin(message.id);
        outbox.sent(message.id, 1, office_.now);
        ++count;
      }
    }
    store::Cards cards{tx};
    for (auto unsettled = cards.unsettled(100); !unsettled.empty(); unsettled = cards.unsettled(100)) {
      for (const store::Card& card : unsettled) {
        check(card.html);
        if (!card.keyboard.empty()) read_markup(nlohmann::json::parse(card.keyboard));
        cards.begin(card.id);
        cards.settled(card.id, card.wanted_rev, card.message_id.value_or(card.id));
        ++count;
      }
    }
    return count;
  }

  static void check(const std::string& html) {
    const sandbox::FormattedText text = read(html);
    EXPECT_FALSE(has_controls_or_bidi(text.text)) << shown(html);
    EXPECT_LE(utf16_units(text.text), units_max);
    for (const sandbox::Entity& entity : text.entities) {
      EXPECT_EQ(entity.url.find("jahat"), std::string::npos) << shown(html);
      EXPECT_EQ(entity.url.find("tg://user"), std::string::npos) << shown(html);
      EXPECT_NE(entity.type, "spoiler") << shown(html);
    }
  }
};

TEST_F(HostileCase, shows_everybody_text_that_reads) {
  std::size_t shown_count = 0;
  for (std::uint32_t round = 0; round < (long_run_ ? 40U : 3U); ++round) {
    SCOPED_TRACE("seed " + std::to_string(seed + round));
    Villain villain{seed + round};
    const auto words = [&] { return "kata " + as_received(villain.text(10)) + " kata"; };
    office_.undo([&](store::Tx& tx) {
      const auto say = [&](const Member& from, const std::string& text) {
        office_.say(tx, from, text);
        shown_count += read_all(tx);
      };
      say(office_.sari, "/undang programmer " + words());
      say(office_.rina, "/ajukan mandiri " + words());
      say(office_.dedi, "/ajukan mandiri " + words());
      say(office_.dedi, words());
      say(office_.dedi, words() + " 1-3-2026");
      const std::int64_t before = recorded(tx);
      const std::string no = "M26-001 ";
      say(office_.sari, "/catatan " + no + words());
      say(office_.rina, "/isi " + no + "lampiran https://contoh.go.id/" + as_received(villain.text(4)));
      office_.send_file(tx, office_.rina, "/unggah " + no + "identifikasi");
      say(office_.rina, "/selesai " + no);
      say(office_.hendra, "/kembalikan " + no + words());
      say(office_.hendra, "/tunda " + no + words());
      say(office_.sari, "/lanjutkan " + no);
      say(office_.sari, "/tunjuk " + no + "analis Fajar alasan " + words());
      say(office_.sari, "/jalur " + no + "pengembang " + words());
      for (const char* look : {"/proyek ", "/riwayat ", "/dokumen "}) say(office_.sari, look + no);
      say(office_.joko, "/tugas");
      say(office_.sari, "/batalkan " + no + words());
      EXPECT_GE(recorded(tx), before + 8) << "the commands were not taken";
    });
  }
  EXPECT_GE(shown_count, 100U);
}

}  // namespace alur::chat::test
