// Anthropic's messages.
#pragma once

#include "core/wire/codec.h"

namespace understudy {

class AnthropicCodec : public Codec
{
public:
    EncodedRequest encode(const ChatRequest& chat, const Endpoint& endpoint) const override;
    std::unique_ptr<EventReader> makeReader() const override;
};

} // namespace understudy
