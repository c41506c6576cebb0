#pragma once

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

namespace alur::archive {

/// SHA-256 over a stream of bytes.
class Sha256 {
 public:
  Sha256();
  void update(std::string_view bytes);
  std::string finish_hex();  ///< once

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

}  // namespace alur::archive
