#include "app/live/prepared_run.h"

#include "core/plan/provider.h"
#include "core/wire/http_message.h"

#include <algorithm>
#include <utility>

namespace understudy {

Result<PreparedRun, Problems> prepareRun(const Chain& chain, const ChatRequest& chat,
                                         const EndpointOverrides& overrides,
                                         const Catalogue& catalogue, std::uint64_t index)
{
    auto compiled = compile(chain, catalogue);
    if (!compiled) {
        return Failure{compiled.error()};
    }
    auto endpoints = resolveEndpoints(chain, overrides);
    if (!endpoints) {
        return Failure{endpoints.error()};
    }
    LiveRequest request{chat, std::move(*endpoints), index};
    return PreparedRun{std::move(*compiled),
                       std::make_shared<const LiveRequest>(std::move(request)), index,
                       !overrides.simulatedOrigin.empty()};
}

std::vector<NeededKey> neededKeys(const PreparedRun& run)
{
    std::vector<NeededKey> result;
    for (std::size_t i = 0; i < run.request->endpoints.size(); ++i) {
        const Endpoint& endpoint = run.request->endpoints[i];
        if (endpoint.auth == AuthStyle::None || !run.chain->candidates[i].enabled) {
            continue;
        }
        const KnownProvider* known = findKnownProvider(endpoint.provider);
        const auto knownUrl = known != nullptr ? parseUrl(known->baseUrl) : std::nullopt;
        const std::string origin = endpoint.base.origin();
        const NeededKey needed{endpoint.keyName, endpoint.provider, origin,
                               knownUrl && knownUrl->origin() == origin};
        if (std::find(result.begin(), result.end(), needed) == result.end()) {
            result.push_back(needed);
        }
    }
    return result;
}

} // namespace understudy
