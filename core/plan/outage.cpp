#include "core/plan/outage.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace understudy {

namespace {

struct KindRow
{
    FaultKind kind;
    std::string_view name;
};

constexpr std::array kKinds{
    KindRow{FaultKind::Refuse, "refuse"},
    KindRow{FaultKind::Reset, "reset"},
    KindRow{FaultKind::Hang, "hang"},
    KindRow{FaultKind::Status, "status"},
    KindRow{FaultKind::Cut, "cut"},
    KindRow{FaultKind::Truncate, "truncate"},
    KindRow{FaultKind::ErrorEvent, "error_event"},
};

// Takes the next part up to ';' off the front.
std::string_view takePart(std::string_view& rest)
{
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

template<class Number>
bool readNumber(std::string_view text, std::int64_t low, std::int64_t high, Number& into)
{
    const auto value = parseInteger(text);
    if (!value || *value < low || *value > high) {
        return false;
    }
    into = static_cast<Number>(*value);
    return true;
}

bool readFaultMember(std::string_view key, std::string_view value, Fault& fault)
{
    if (key == "status") {
        return readNumber(value, 400, 599, fault.status);
    }
    if (key == "retry_after_us") {
        std::int64_t wait = 0;
        const bool isRead = readNumber(value, 0, INT64_MAX, wait);
        fault.retryAfter = Duration{wait};
        return isRead;
    }
    if (key == "after_tokens") {
        return readNumber(value, 0, UINT32_MAX, fault.afterTokens);
    }
    fault.code = value;
    return key == "code" && !hasControlCharacter(value);
}

} // namespace

std::string_view name(FaultKind kind)
{
    return std::ranges::find(kKinds, kind, &KindRow::kind)->name;
}

std::optional<FaultKind> faultKindFromName(std::string_view name)
{
    const auto found = std::ranges::find(kKinds, name, &KindRow::name);
    return found == kKinds.end() ? std::nullopt : std::optional(found->kind);
}

bool isInsideStream(FaultKind kind)
{
    return kind == FaultKind::Cut || kind == FaultKind::Truncate || kind == FaultKind::ErrorEvent;
}

std::string encodeFault(const Fault& fault)
{
    std::string text(name(fault.kind));
    text += ";status=" + std::to_string(fault.status);
    text += ";after_tokens=" + std::to_string(fault.afterTokens);
    if (fault.retryAfter) {
        text += ";retry_after_us=" + std::to_string(fault.retryAfter->count());
    }
    if (!fault.code.empty()) {
        text += ";code=" + fault.code;
    }
    return text;
}

std::optional<Fault> decodeFault(std::string_view text)
{
    const auto kind = faultKindFromName(takePart(text));
    if (!kind) {
        return std::nullopt;
    }
    Fault fault;
    fault.kind = *kind;
    while (!text.empty()) {
        const std::string_view part = takePart(text);
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos ||
            !readFaultMember(part.substr(0, equals), part.substr(equals + 1), fault)) {
            return std::nullopt;
        }
    }
    return fault;
}

} // namespace understudy
