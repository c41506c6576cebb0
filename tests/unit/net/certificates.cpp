#include "certificates.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <stdlib.h>
#include <unistd.h>

namespace alur::net {
namespace {

template <auto free_function>
struct Free {
  template <class T>
  void operator()(T* object) const {
    free_function(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;

void check(bool ok) {
  if (!ok) throw std::runtime_error("OpenSSL refused to make a test certificate");
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const auto bytes = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(bytes)};
}

Bio reading(const std::string& pem) { return Bio{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))}; }

void extend(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension extension{X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str())};
  check(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

void name(X509_NAME* subject, const std::string& common_name) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(common_name.data());
  check(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, bytes, static_cast<int>(common_name.size()), -1, 0) ==
        1);
}

/// Signed by `root`, or by itself when that is null.
Identity make(const std::string& common_name, const CertificateRequest& request, const Identity* root) {
  static long serial = 1;
  const Key key{EVP_EC_gen("P-256")};
  const Certificate certificate{X509_new()};
  check(key && certificate);
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial++);
  constexpr long day_s = 24L * 3600;
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), request.valid_from_days * day_s);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), request.valid_to_days * day_s);
  X509_set_pubkey(certificate.get(), key.get());
  name(X509_get_subject_name(certificate.get()), common_name);

  Key signer_key;
  Certificate signer;
  if (root != nullptr) {
    signer.reset(PEM_read_bio_X509(reading(root->certificate).get(), nullptr, nullptr, nullptr));
    signer_key.reset(PEM_read_bio_PrivateKey(reading(root->key).get(), nullptr, nullptr, nullptr));
  }
  X509* const issuer = signer ? signer.get() : certificate.get();
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer));
  if (root == nullptr) extend(certificate.get(), issuer, NID_basic_constraints, "critical,CA:TRUE");
  if (!request.subject_alt_name.empty()) {
    extend(certificate.get(), issuer, NID_subject_alt_name, request.subject_alt_name);
  }
  check(X509_sign(certificate.get(), signer_key ? signer_key.get() : key.get(), EVP_sha256()) > 0);

  const Bio certificate_pem{BIO_new(BIO_s_mem())};
  const Bio key_pem{BIO_new(BIO_s_mem())};
  check(PEM_write_bio_X509(certificate_pem.get(), certificate.get()) == 1);
  check(PEM_write_bio_PrivateKey(key_pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return {text_of(certificate_pem.get()), text_of(key_pem.get())};
}

}  // namespace

TestAuthority::TestAuthority() : root_(make("Test root", CertificateRequest{}, nullptr)) {
  std::string pattern = std::filesystem::temp_directory_path() / "alur-ca-XXXXXX";
  const int fd = ::mkstemp(pattern.data());
  check(fd >= 0);
  ::close(fd);
  ca_file_ = pattern;
  std::ofstream{ca_file_} << root_.certificate;
}

TestAuthority::~TestAuthority() { std::filesystem::remove(ca_file_); }

Identity TestAuthority::issue(const CertificateRequest& request) const { return make("Test server", request, &root_); }

}  // namespace alur::net
