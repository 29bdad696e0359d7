// Any bytes as a provider's response.
#include "tests/fuzz/http_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    return understudy::checkHttpLaws(understudy::HttpParser::Role::Response, data, size);
}
