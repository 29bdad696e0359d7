// From a codec's request to the one that goes out: what is the same for all dialects is added here,
// authentication last.
#pragma once

#include "core/wire/codec.h"
#include "core/wire/credential_source.h"

#include <string_view>

namespace understudy {

// `key` is sent in the endpoint's authentication style; with AuthStyle::None it is ignored.
EncodedRequest buildRequest(const Codec& codec, const ChatRequest& chat, const Endpoint& endpoint,
                            const Secret& key);

// The base address with `suffix` ("/v1/messages") added to its path, before its query.
HttpUrl withPath(const HttpUrl& base, std::string_view suffix);

// Adds the header that proves who sends the request. With AuthStyle::None it adds nothing.
void addAuthentication(HttpHeaders& headers, AuthStyle style, const Secret& key);

// Headers that a provider entry may not set: how the message is framed, who sends it, and every
// place where keys travel (a chain file holds none).
bool isReservedHeader(std::string_view name);

} // namespace understudy
