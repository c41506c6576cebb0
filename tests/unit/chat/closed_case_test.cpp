#include "button.hpp"
#include "case_test.hpp"

namespace alur::chat::test {

namespace {

class ClosedCase : public CaseTest {
 protected:
  void SetUp() override {
    open();
    invitation_ = invitation_button();
    act(office_.rina, workflow::CancelCase{"tidak jadi"});
  }
  /// "Buat undangan", as a card for the Programmer's step shows it to the KASI.
  std::string invitation_button() {
    std::string data;
    within([&](Context& ctx) {
      const Press press = on_step(Verb::invite_for_case, *store::Cases{ctx.tx}.find(case_id_),
                                  {static_cast<std::int64_t>(Role::programmer)});
      data = button(ctx, office_.hendra.account, "Buat undangan", press).callback_data;
    });
    return data;
  }
  std::string invitation_;
};

TEST_F(ClosedCase, stands_nowhere) { EXPECT_EQ(position_of(record().state), ""); }

TEST_F(ClosedCase, nobody_is_invited_for_it) {
  office_.press_data(office_.hendra, invitation_);
  EXPECT_TRUE(office_.toast_alert);
  EXPECT_FALSE(office_.sees(office_.hendra, "Programmer"));
}

TEST_F(ClosedCase, control_while_it_was_open_somebody_was) {
  open();
  const std::size_t before = office_.messages(office_.hendra);
  office_.press_data(office_.hendra, invitation_button());
  EXPECT_FALSE(office_.toast_alert);
  EXPECT_GT(office_.messages(office_.hendra), before);
  EXPECT_TRUE(office_.sees(office_.hendra, "Programmer"));
}

}  // namespace
}  // namespace alur::chat::test
