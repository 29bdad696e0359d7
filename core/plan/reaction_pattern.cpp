#include "core/plan/reaction_pattern.h"

#include <set>

namespace understudy {

int reactionFit(std::string_view pattern, ErrorClass errorClass)
{
    const std::string_view className = name(errorClass);
    if (!hasReaction(errorClass)) {
        return 0;
    }
    if (pattern == className) {
        return 3;
    }
    if (className.starts_with(pattern) && className.substr(pattern.size()).starts_with('.')) {
        return 2;
    }
    return pattern == "*" ? 1 : 0;
}

bool isReactionPattern(std::string_view pattern)
{
    for (std::size_t i = 0; i < kErrorClassCount; ++i) {
        if (reactionFit(pattern, static_cast<ErrorClass>(i)) > 0) {
            return true;
        }
    }
    return false;
}

std::string reactionPatterns()
{
    std::set<std::string_view> patterns{"*"};
    for (std::size_t i = 0; i < kErrorClassCount; ++i) {
        const auto errorClass = static_cast<ErrorClass>(i);
        if (hasReaction(errorClass)) {
            const std::string_view className = name(errorClass);
            patterns.insert(className);
            patterns.insert(className.substr(0, className.find('.')));
        }
    }
    std::string text;
    for (const std::string_view pattern : patterns) {
        text += (text.empty() ? "" : ", ") + std::string(pattern);
    }
    return text;
}

bool hasReaction(ErrorClass errorClass)
{
    return errorClass != ErrorClass::None && errorClass != ErrorClass::Cancelled &&
           errorClass != ErrorClass::Deadline && errorClass != ErrorClass::AllOpen;
}

} // namespace understudy
