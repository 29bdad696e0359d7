// OpenAI's chat completions, and the many endpoints that speak them with an accent.
#pragma once

#include "core/wire/codec.h"

namespace understudy {

class OpenAiChatCodec : public Codec
{
public:
    EncodedRequest encode(const ChatRequest& chat, const Endpoint& endpoint) const override;
    std::unique_ptr<EventReader> makeReader() const override;
};

} // namespace understudy
