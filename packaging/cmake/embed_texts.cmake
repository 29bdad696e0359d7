# understudy_embed_texts(<target> <file>...): a library that answers embeddedText(path).
# Bytes are written as an array: string literals longer than 64 KB are not portable.
function(understudy_embed_texts target)
    set(arrays "")
    set(table "")
    set(index 0)
    foreach(path IN LISTS ARGN)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
            "${CMAKE_CURRENT_SOURCE_DIR}/${path}")
        file(READ "${CMAKE_CURRENT_SOURCE_DIR}/${path}" hex HEX)
        string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
        string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
        string(APPEND arrays "const char kText${index}[] = {${bytes}'\\0'};\n")
        string(APPEND table
            "    if (path == \"${path}\") {\n        return {kText${index}, sizeof kText${index} - 1};\n    }\n")
        math(EXPR index "${index} + 1")
    endforeach()
    file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/embedded.cpp" CONTENT
"// Written by packaging/cmake/embed_texts.cmake.
#include \"resources/embedded.h\"

namespace understudy {
namespace {
${arrays}
} // namespace

std::string_view embeddedText(std::string_view path)
{
${table}    return {};
}

} // namespace understudy
")
    add_library(${target} STATIC "${CMAKE_CURRENT_BINARY_DIR}/embedded.cpp")
    set_target_properties(${target} PROPERTIES AUTOMOC OFF)
    target_link_libraries(${target} PUBLIC understudy_options)
endfunction()
