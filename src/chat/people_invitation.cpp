#include "digest.hpp"
#include "people_parts.hpp"

namespace alur::chat {
namespace {

constexpr std::size_t invite_code_bytes = 16;

/// RFC 3986: everything but unreserved characters.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (unreserved.find(c) != std::string_view::npos) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += hex[byte >> 4U];
    encoded += hex[byte & 15U];
  }
  return encoded;
}

/// The invitation in the office's own language: whoever reads it has not chosen one yet.
text::Html quoted(const Context& ctx, const MadeInvite& made, const std::string& name) {
  const std::string_view language = ctx.options.default_language;
  const std::string_view key = name.empty() ? "people.invite.quote_unnamed" : "people.invite.quote";
  return text::Html{say(ctx, language, key,
                        {{"office", ctx.options.office_name},
                         {"name", name},
                         {"role", role_phrase(ctx, made.invite.role, made.invite.agency, language)},
                         {"link", made.link},
                         {"expires", text::moment_long(made.invite.expires, ctx.calendar, language)}})};
}

}  // namespace

office::Result<MadeInvite> make_invite(Context& ctx, PersonId by, office::MakeInvite wanted) {
  const std::string code = base64url(ctx.options.random_bytes(invite_code_bytes));
  wanted.code_sha256 = sha256_hex(code);
  const auto decided = office::decide(ctx.office, ctx.calendar, by, wanted, ctx.now);
  if (!decided) return decided.error();
  append_office(ctx, *decided);
  const office::Invite* kept = ctx.office.invite_by_hash(wanted.code_sha256);
  return MadeInvite{*kept, code, "https://t.me/" + ctx.options.bot_username + "?start=" + code};
}

OutText invitation(const Context& ctx, const MadeInvite& made, std::int64_t account_id, std::string_view language) {
  const office::Person* person = ctx.office.find(made.invite.person);
  const std::string name = person == nullptr ? std::string{} : person->name;
  const bool known = person != nullptr && !ctx.office.roles_of(person->id).empty();
  OutText text;
  text.html = say(ctx, language, known ? "people.invite.made_known" : "people.invite.made",
                  {{"quote", quoted(ctx, made, name)}, {"name", name}});
  telegram::Button copy;
  copy.text = label(ctx, language, "people.invite.button.copy");
  copy.copy_text = made.link;
  telegram::Button share;
  share.text = label(ctx, language, "people.invite.button.share");
  share.url = "https://t.me/share/url?url=" + percent_encoded(made.link);
  Press cancel;
  cancel.verb = Verb::invite_cancel;
  cancel.args = {office::raw(made.invite.id)};
  text.keyboard = {{copy, share},
                   {button(ctx, account_id, label(ctx, language, "people.invite.button.cancel"), cancel)}};
  return text;
}

}  // namespace alur::chat
