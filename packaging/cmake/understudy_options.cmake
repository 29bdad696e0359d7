# Compiler settings of every target of ours, as one INTERFACE target.
add_library(understudy_options INTERFACE)
target_compile_features(understudy_options INTERFACE cxx_std_20)
target_include_directories(understudy_options INTERFACE "${CMAKE_SOURCE_DIR}")
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)

option(UNDERSTUDY_WERROR "Treat warnings as errors" OFF)
set(UNDERSTUDY_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined")
option(UNDERSTUDY_FUZZ "Build the fuzz targets with libFuzzer instead of as tests (clang)" OFF)
option(UNDERSTUDY_BENCH "Build the benchmarks in tests/bench" OFF)

if(MSVC)
    target_compile_options(understudy_options INTERFACE /W4 /permissive- /utf-8 /fp:precise)
    target_compile_definitions(understudy_options INTERFACE NOMINMAX)
else()
    # -ffp-contract=off: GCC and clang fuse a*b+c by default where the machine can, and the last bit
    # of a sampled time would depend on the compiler.
    # No -Wmissing-field-initializers: designated initialisers that name what matters are our style.
    target_compile_options(understudy_options INTERFACE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum
        -Wno-missing-field-initializers -ffp-contract=off)
    if(UNDERSTUDY_WERROR)
        target_compile_options(understudy_options INTERFACE -Werror)
    endif()
    # Qt wants position-independent code, in which GCC inlines nothing that could be replaced at load
    # time. Nobody replaces a function of a static library; clang never minds.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(understudy_options INTERFACE
            $<$<CONFIG:Release>:-fno-semantic-interposition>)
    endif()
endif()

if(UNDERSTUDY_SANITIZE)
    target_compile_options(understudy_options INTERFACE
        -fsanitize=${UNDERSTUDY_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=undefined)
    target_link_options(understudy_options INTERFACE -fsanitize=${UNDERSTUDY_SANITIZE})
    # GCC 12 takes the instrumented destructors of variants for uses of what is not initialised; the
    # sanitizers look at the real thing.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(understudy_options INTERFACE -Wno-maybe-uninitialized)
    endif()
endif()

# The whole code tells the fuzzer which edges it took; only its programs link the fuzzer itself.
if(UNDERSTUDY_FUZZ)
    target_compile_options(understudy_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

find_program(UNDERSTUDY_CCACHE ccache)
if(UNDERSTUDY_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${UNDERSTUDY_CCACHE}")
endif()

# Qt code keeps to the habits of core/README.md; these make the compiler hold them.
add_library(understudy_qt_options INTERFACE)
target_link_libraries(understudy_qt_options INTERFACE understudy_options)
target_compile_definitions(understudy_qt_options INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_CONTEXTLESS_CONNECT QT_USE_QSTRINGBUILDER QT_DISABLE_DEPRECATED_BEFORE=0x060400)
