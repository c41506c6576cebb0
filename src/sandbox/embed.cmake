# Writes a C++ source that holds text files as string literals: cmake -DOUT=... -DFILES=name=path;... -P embed.cmake
set(source "#include \"embedded.hpp\"\n\nnamespace alur::sandbox::embedded {\n")
foreach(entry IN LISTS FILES)
  string(REGEX MATCH "^([a-z_]+)=(.*)$" matched "${entry}")
  file(READ "${CMAKE_MATCH_2}" content)
  string(APPEND source "const std::string_view ${CMAKE_MATCH_1} = R\"EMBEDDED(${content})EMBEDDED\";\n")
endforeach()
string(APPEND source "}  // namespace alur::sandbox::embedded\n")
file(WRITE "${OUT}" "${source}")
