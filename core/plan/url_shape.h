// What an address in a chain file may look like. Keys travel to it, so everything by which a host
// can pass for another one is refused.
#pragma once

#include <string>
#include <string_view>

namespace understudy {

// Empty when the address is fine, else what is wrong with it and what is allowed: an absolute https
// address, or http to this computer; ASCII host, no user, no fragment.
std::string problemOfBaseUrl(std::string_view url);

// True for localhost, 127.0.0.0/8 and ::1 (without brackets).
bool isLoopbackHost(std::string_view host);

} // namespace understudy
