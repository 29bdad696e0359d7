// Any bytes as a request to one of our servers.
#include "tests/fuzz/http_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    return understudy::checkHttpLaws(understudy::HttpParser::Role::Request, data, size);
}
