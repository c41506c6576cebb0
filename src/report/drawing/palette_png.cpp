#include "palette_png.hpp"

#include <cstdint>
#include <png.h>
#include <stdexcept>
#include <unordered_map>
#include <vector>

namespace alur::report {

namespace {

constexpr std::size_t colours_max = 256;

struct Pixels {
  const unsigned char* data = nullptr;
  int width = 0;
  int height = 0;
  int stride = 0;

  std::uint32_t at(int x, int y) const {
    return reinterpret_cast<const std::uint32_t*>(data + static_cast<std::ptrdiff_t>(y) * stride)[x] & 0xffffffU;
  }
};

struct Indexed {
  std::vector<png_color> palette;
  std::vector<png_byte> indices;
};

/// The nearest colour of which every channel has `bits` bits; black and white stay themselves.
std::uint32_t rounded(std::uint32_t rgb, unsigned bits) {
  const std::uint32_t steps = (1U << bits) - 1U;
  std::uint32_t out = 0;
  for (const unsigned shift : {0U, 8U, 16U}) {
    const std::uint32_t level = ((rgb >> shift & 0xffU) * steps + 127U) / 255U;
    out |= (level * 255U + steps / 2U) / steps << shift;
  }
  return out;
}

/// False when more colours are left than a palette holds.
bool index(const Pixels& pixels, unsigned bits, Indexed& out) {
  out.palette.clear();
  out.indices.clear();
  out.indices.reserve(static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height));
  std::unordered_map<std::uint32_t, png_byte> known;  // as drawn
  std::unordered_map<std::uint32_t, png_byte> kept;   // as rounded
  std::uint32_t last = 0xff000000U;
  png_byte last_index = 0;
  for (int y = 0; y < pixels.height; ++y) {
    for (int x = 0; x < pixels.width; ++x) {
      const std::uint32_t rgb = pixels.at(x, y);
      if (rgb != last) {
        const auto [place, fresh] = known.try_emplace(rgb, png_byte{0});
        if (fresh) {
          const std::uint32_t near = rounded(rgb, bits);
          const auto [entry, added] = kept.try_emplace(near, static_cast<png_byte>(out.palette.size()));
          if (added && out.palette.size() == colours_max) return false;
          if (added) {
            out.palette.push_back({static_cast<png_byte>(near >> 16U & 0xffU),
                                   static_cast<png_byte>(near >> 8U & 0xffU), static_cast<png_byte>(near & 0xffU)});
          }
          place->second = entry->second;
        }
        last = rgb;
        last_index = place->second;
      }
      out.indices.push_back(last_index);
    }
  }
  return true;
}

std::string encode(const Pixels& pixels, const Indexed& indexed) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(pixels.width);
  image.height = static_cast<png_uint_32>(pixels.height);
  image.format = PNG_FORMAT_RGB_COLORMAP;
  image.colormap_entries = static_cast<png_uint_32>(indexed.palette.size());
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::string png(size, '\0');
  const bool written =
      png_image_write_to_memory(&image, png.data(), &size, 0, indexed.indices.data(), 0, indexed.palette.data()) != 0;
  if (!written) throw std::runtime_error(std::string{"libpng: "} + image.message);
  png.resize(size);
  return png;
}

}  // namespace

std::string palette_png(cairo_surface_t* surface) {
  cairo_surface_flush(surface);
  const Pixels pixels{cairo_image_surface_get_data(surface), cairo_image_surface_get_width(surface),
                      cairo_image_surface_get_height(surface), cairo_image_surface_get_stride(surface)};
  Indexed image;
  unsigned bits = 6;
  while (!index(pixels, bits, image)) --bits;  // of two bits there are 64
  return encode(pixels, image);
}

}  // namespace alur::report
