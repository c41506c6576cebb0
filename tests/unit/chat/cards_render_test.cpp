#include "card_buttons.hpp"
#include "cards.hpp"
#include "case_test.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace alur::chat::test {

namespace {

using namespace std::chrono_literals;
using Act = workflow::Option::Act;
using For = workflow::Waiting::For;

/// A title with everything that would break a message: tags, an entity, quotes, overrides of direction.
const std::string hostile_title =
    "<b>&\" \u202Efdp.exe\u2066 {step} 'x' Aplikasi Antrean Layanan Kependudukan dan Pencatatan Sipil Terpadu";

class CardsRender : public CaseTest {
 protected:
  CardText card(const Member& reader, const workflow::Waiting& waiting) {
    CardText made;
    const store::CaseRecord at = record();
    within([&](Context& ctx) { made = work_card(ctx, at, waiting, reader.id); });
    return made;
  }
  CardText card(const Member& reader, For what) { return card(reader, waiting_for(what)); }

  std::set<std::string> offered(const Member& reader) {
    std::set<std::string> labels;
    const store::CaseRecord at = record();
    within([&](Context& ctx) {
      const View view{ctx, at, reader.id};
      for (const workflow::Option& option : options_for(ctx, reader.id, at)) {
        if (!belongs_on_card(view, option.act)) continue;
        for (const CardButton& one : buttons_of(view, option)) labels.insert(one.text);
      }
    });
    return labels;
  }

  static std::set<std::string> acts_of(const CardText& card) {
    std::set<std::string> labels;
    for (const auto& row : card.keyboard) {
      for (const auto& one : row) labels.insert(one.text);
    }
    for (const char* look : {"Rincian", "Lihat dokumen"}) labels.erase(look);
    return labels;
  }

  /// Everything the case has put into any chat so far is fit to be sent and read.
  void expect_fit() {
    for (const store::Card& card : live_cards()) {
      EXPECT_EQ(faults_of(card.html, card.keyboard), "") << card.key;
    }
    for (const Sent& sent : take_sent()) EXPECT_EQ(faults_of(sent.html, sent.keyboard), "") << sent.chat_id;
  }

  void walk(process::Track track) {
    open(track, hostile_title);
    expect_fit();
    while (record().state.open() && !HasFatalFailure()) {
      advance();
      expect_fit();
    }
  }

  void everybody_speaks_english() {
    for (const Member* member : {&office_.rina, &office_.dedi, &office_.yuni, &office_.hendra, &office_.sari,
                                 &office_.fajar, &office_.putri, &office_.anwar, &office_.bayu}) {
      office_.speak_english(*member);
    }
  }
};

TEST_F(CardsRender, fits_a_phone_and_telegram_through_all_of_mandiri) { walk(process::Track::mandiri); }
TEST_F(CardsRender, fits_a_phone_and_telegram_through_all_of_pengembang) { walk(process::Track::pengembang); }
TEST_F(CardsRender, fits_a_phone_and_telegram_in_english) {
  everybody_speaks_english();
  walk(process::Track::pengembang);
}

TEST_F(CardsRender, shows_work_with_what_is_owed_and_by_when) {
  open();
  const CardText made = card(office_.rina, For::work);
  EXPECT_NE(made.html.find("<b>Penugasan – Tahap 1 dari 14: Identifikasi kebutuhan"), std::string::npos) << made.html;
  EXPECT_NE(made.html.find("☐ Dokumen identifikasi kebutuhan – belum ada"), std::string::npos);
  EXPECT_NE(made.html.find("Batas waktu: <tg-time unix="), std::string::npos);
  EXPECT_NE(made.html.find("Kamis, 5 Maret 2026 pukul 15.00 WIB</tg-time> – sisa 3 hari kerja"), std::string::npos);
  EXPECT_EQ(acts_of(made).count("Kirim untuk persetujuan"), 0U);
}

TEST_F(CardsRender, ticks_what_arrived_and_offers_to_send) {
  open();
  file(office_.rina.id, "identifikasi");
  const CardText made = card(office_.rina, For::work);
  EXPECT_NE(made.html.find("☑ Dokumen identifikasi kebutuhan – ada (versi 1)"), std::string::npos) << made.html;
  EXPECT_EQ(made.keyboard.front().front().text, "Kirim untuk persetujuan");
  EXPECT_EQ(made.keyboard.front().front().style, telegram::ButtonStyle::success);
}

TEST_F(CardsRender, asks_for_approval_of_exact_versions) {
  open();
  advance();
  const CardText made = card(office_.hendra, For::approval);
  EXPECT_NE(made.html.find("<b>Mohon persetujuan – Tahap 1 dari 14"), std::string::npos) << made.html;
  EXPECT_NE(made.html.find("Dokumen identifikasi kebutuhan, versi 1 (412 kB, sidik AAAA AAAA)"), std::string::npos);
  EXPECT_NE(made.html.find("(bukan ketentuan SOP)"), std::string::npos);
  ASSERT_GE(made.keyboard.size(), 2U);
  EXPECT_EQ(made.keyboard[0][0].text, "Lihat dokumen");
  EXPECT_EQ(made.keyboard[1][0].text, "Setujui");
  EXPECT_EQ(made.keyboard[1][0].style, telegram::ButtonStyle::success);
  EXPECT_EQ(made.keyboard[1][1].text, "Kembalikan");
  EXPECT_EQ(made.keyboard[1][1].style, telegram::ButtonStyle::danger);
}

TEST_F(CardsRender, offers_exactly_what_the_reader_may_do) {
  open();
  for (int moves = 0; record().state.open() && moves < 60; ++moves) {
    const store::CaseRecord at = record();
    std::vector<workflow::Waiting> all;
    within([&](Context& ctx) { all = waiting_of(ctx, at); });
    for (const workflow::Waiting& waiting : all) {
      for (const Member* reader :
           {&office_.rina, &office_.dedi, &office_.hendra, &office_.sari, &office_.fajar, &office_.putri}) {
        const bool asked = std::count(waiting.people.begin(), waiting.people.end(), reader->id) > 0;
        if (!asked || (waiting.holder && *waiting.holder != reader->id)) continue;
        EXPECT_EQ(acts_of(card(*reader, waiting)), offered(*reader)) << "step " << at.state.current;
      }
    }
    advance();
  }
}

TEST_F(CardsRender, asks_for_an_appointment_where_the_step_makes_one_and_nowhere_else) {
  const auto appoints = [](const CardText& made) {
    const auto acts = acts_of(made);
    return std::any_of(acts.begin(), acts.end(), [](const std::string& act) { return act.starts_with("Tunjuk "); });
  };
  open();
  advance_to(3);
  EXPECT_FALSE(appoints(card(office_.sari, For::work)));
  advance_to(4);
  EXPECT_TRUE(appoints(card(office_.hendra, For::work)));
}

TEST_F(CardsRender, offers_nihil_once_the_meeting_is_over) {
  open();
  advance_to(3);
  EXPECT_EQ(acts_of(card(office_.sari, For::work)).count("Nihil"), 0U);
  act(office_.sari, workflow::BeginSession{});
  office_.now += std::chrono::minutes{90};
  act(office_.sari, workflow::EndSession{});
  const CardText made = card(office_.sari, For::work);
  EXPECT_EQ(acts_of(made).count("Nihil"), 1U);
  EXPECT_NE(made.html.find("mohon menekan Nihil; apabila ada"), std::string::npos) << made.html;
}

TEST_F(CardsRender, lists_three_people_so_that_their_degrees_do_not_mislead) {
  open();
  const store::CaseRecord at = record();
  within([&](Context& ctx) {
    const View view{ctx, at, office_.hendra.id};
    EXPECT_EQ(view.join({"a", "b"}), "a dan b");
    EXPECT_EQ(view.join({"a", "b", "c"}), "a, b, dan c");
    EXPECT_EQ(view.join({"Hendra, S.T.", "Sari", "Dedi"}), "Hendra, S.T.; Sari; dan Dedi");
  });
}

TEST_F(CardsRender, leaves_a_colleague_only_the_way_to_take_over) {
  open();
  advance_to(2);
  act(office_.dedi, workflow::Claim{});
  const CardText made = card(office_.yuni, For::work);
  EXPECT_NE(made.html.find("Dikerjakan oleh Dedi Saputra, A.Md."), std::string::npos) << made.html;
  EXPECT_EQ(acts_of(made), std::set<std::string>{"Ambil alih"});
}

TEST_F(CardsRender, says_who_returned_it_and_why) {
  open();
  advance();
  act(office_.hendra, workflow::Return{1, "Kebutuhan pelaporan belum tercantum.", std::nullopt});
  const CardText made = card(office_.rina, For::work);
  EXPECT_NE(made.html.find("<b>Dikembalikan – Tahap 1 dari 14"), std::string::npos) << made.html;
  EXPECT_NE(made.html.find("(putaran ke-2)"), std::string::npos);
  EXPECT_NE(made.html.find("Oleh: Hendra Wijaya, S.T. (KASI)"), std::string::npos);
  EXPECT_NE(made.html.find("Alasan: \"Kebutuhan pelaporan belum tercantum.\""), std::string::npos);
  EXPECT_EQ(acts_of(made).count("Tetap berlaku: Identifikasi kebutuhan"), 1U);
}

TEST_F(CardsRender, invites_to_a_session_and_shows_the_answer_awaited) {
  open();
  advance_to(3);
  act(office_.sari, workflow::ProposeSession{office_.now + 48h, "Ruang Rapat Kominfo"});
  const CardText invited = card(office_.rina, For::session_answer);
  EXPECT_NE(invited.html.find("<b>Undangan sesi – Tahap 3 dari 14"), std::string::npos) << invited.html;
  EXPECT_NE(invited.html.find("Tempat: Ruang Rapat Kominfo"), std::string::npos);
  EXPECT_EQ(acts_of(invited).count("Bersedia"), 1U);
  EXPECT_EQ(acts_of(invited).count("Usulkan waktu lain"), 1U);
  const CardText held = card(office_.sari, For::work);
  EXPECT_NE(held.html.find("– menunggu jawaban"), std::string::npos) << held.html;
}

TEST_F(CardsRender, shows_both_parties_of_a_joint_decision) {
  open();
  advance_to(3);
  advance();
  act(office_.sari, workflow::Approve{});
  const CardText made = card(office_.rina, For::approval);
  EXPECT_NE(made.html.find("<b>Keputusan bersama – Tahap 3 dari 14"), std::string::npos) << made.html;
  EXPECT_NE(made.html.find("☑ KABID E-Government – setuju, Ir. Sari Dewanti, M.T."), std::string::npos);
  EXPECT_NE(made.html.find("☐ Instansi Pengguna – belum memutuskan"), std::string::npos);
}

TEST_F(CardsRender, says_that_an_approval_went_up) {
  open();
  advance_to(2);
  for (const Member* member : {&office_.dedi, &office_.yuni}) office_.withdraw(*member, Role::staff_egov);
  office_.grant(office_.hendra, Role::staff_egov);
  office_changed();
  file(office_.hendra.id, "spesifikasi");
  act(office_.hendra, workflow::Submit{});
  const CardText made = card(office_.sari, For::approval);
  EXPECT_NE(made.html.find("(menggantikan KASI)"), std::string::npos) << made.html;
  EXPECT_NE(made.html.find("persetujuan KASI diteruskan kepada KABID"), std::string::npos);
}

TEST_F(CardsRender, waits_for_the_signature_outside_the_time_of_the_sop) {
  open();
  advance_to(4);
  advance();
  advance();
  const CardText made = card(office_.hendra, For::signature);
  EXPECT_NE(made.html.find("<b>Menunggu tanda tangan – Tahap 4"), std::string::npos) << made.html;
  EXPECT_EQ(made.keyboard.front().front().text, "Unggah surat bertanda tangan");
}

TEST_F(CardsRender, waits_for_the_contractor_to_be_chosen) {
  open(process::Track::pengembang);
  advance_to(4);
  const CardText made = card(office_.hendra, For::provider);
  EXPECT_NE(made.html.find("Waktu 3 hari kerja dihitung setelah penyedia ditetapkan."), std::string::npos) << made.html;
  EXPECT_EQ(acts_of(made).count("Penyedia sudah ditetapkan"), 1U);
}

TEST_F(CardsRender, lets_the_contractor_upload_but_not_hand_in) {
  open(process::Track::pengembang);
  advance_to(5);
  const CardText made = card(office_.bayu, For::contribution);
  EXPECT_NE(made.html.find("Penyerahan tahap dilakukan oleh Bidang E-Government."), std::string::npos) << made.html;
  EXPECT_EQ(acts_of(made).count("Unggah dokumen"), 1U);
  EXPECT_EQ(acts_of(made).count("Kirim untuk persetujuan"), 0U);
}

TEST_F(CardsRender, asks_for_a_decision_on_a_return) {
  open();
  advance_to(2);
  act(office_.dedi, workflow::RequestReturn{1, "Identifikasi belum lengkap."});
  const CardText made = card(office_.hendra, For::return_decision);
  EXPECT_NE(made.html.find("<b>Permintaan pengembalian – Tahap 2 ke Tahap 1</b>"), std::string::npos) << made.html;
  EXPECT_EQ(acts_of(made).count("Setuju dikembalikan"), 1U);
  EXPECT_EQ(acts_of(made).count("Tetap di Tahap 2"), 1U);
}

TEST_F(CardsRender, says_that_the_clock_stands_still) {
  open();
  act(office_.hendra, workflow::PauseCase{workflow::Party::instansi_pengguna, "Penguji mengikuti diklat."});
  const CardText made = card(office_.rina, For::work);
  EXPECT_NE(made.html.find("Ditunda sejak Senin, 2 Maret 2026 pukul 09.00 WIB, menunggu Instansi Pengguna."),
            std::string::npos)
      << made.html;
  EXPECT_EQ(made.html.find("Batas waktu"), std::string::npos);
}

}  // namespace
}  // namespace alur::chat::test
