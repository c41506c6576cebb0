#pragma once

#include <string>

namespace alur::net {

/// A certificate and its key, PEM.
struct Identity {
  std::string certificate;
  std::string key;
};

struct CertificateRequest {
  std::string subject_alt_name;  ///< as OpenSSL writes it: "DNS:localhost", "IP:127.0.0.1"
  int valid_from_days = -1;      ///< from now
  int valid_to_days = 1;
};

/// A root of its own, that nobody else trusts.
class TestAuthority {
 public:
  TestAuthority();
  ~TestAuthority();
  TestAuthority(const TestAuthority&) = delete;
  TestAuthority& operator=(const TestAuthority&) = delete;

  Identity issue(const CertificateRequest& request) const;
  /// The root's certificate in a file, for ClientOptions::ca_file; removed with this.
  const std::string& ca_file() const { return ca_file_; }

 private:
  Identity root_;
  std::string ca_file_;
};

}  // namespace alur::net
