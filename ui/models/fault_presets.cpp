#include "ui/models/fault_presets.h"

#include <QCoreApplication>

namespace understudy {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("FaultPresets", text); }

constexpr std::uint32_t kTokensBeforeCut = 12; // enough to be read, early enough to be soon

Fault faultOf(FaultKind kind)
{
    Fault fault;
    fault.kind = kind;
    fault.afterTokens = isInsideStream(kind) ? kTokensBeforeCut : 0;
    return fault;
}

Fault statusFault(std::uint16_t status)
{
    Fault fault = faultOf(FaultKind::Status);
    fault.status = status;
    return fault;
}

Fault rateLimit()
{
    Fault fault = statusFault(429);
    fault.retryAfter = milliseconds(30'000);
    return fault;
}

} // namespace

std::vector<FaultPreset> faultPresets()
{
    return {
        {tr("503 errors"), tr("Every request is answered with HTTP 503."), statusFault(503)},
        {tr("Hard down (refused)"), tr("Connections are refused at once."),
         faultOf(FaultKind::Refuse)},
        {tr("Black hole"), tr("Requests are accepted and never answered."),
         faultOf(FaultKind::Hang)},
        {tr("Rate limited, retry after 30 s"), tr("HTTP 429 with the hint to wait 30 seconds."),
         rateLimit()},
        {tr("Resets"), tr("The connection is reset before an answer begins."),
         faultOf(FaultKind::Reset)},
        {tr("Cuts off mid-answer"), tr("The connection is reset after twelve tokens."),
         faultOf(FaultKind::Cut)},
        {tr("Ends without marker"),
         tr("The answer ends cleanly after twelve tokens, without the end marker."),
         faultOf(FaultKind::Truncate)},
        {tr("Error inside the stream"), tr("An error event arrives after twelve tokens."),
         faultOf(FaultKind::ErrorEvent)},
    };
}

} // namespace understudy
