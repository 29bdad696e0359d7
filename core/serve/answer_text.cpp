#include "core/serve/answer_text.h"

#include "core/base/check.h"

#include <array>
#include <cstddef>
#include <utility>

namespace understudy {

namespace {

// The sample chain's models explain circuit breakers. No word of one occurs within a word of
// another, and none is shorter than four letters: a text spliced from two of them shows at once.
constexpr std::string_view kLamps =
    "Picture electricity rushing along copper wires inside every wall, like water through "
    "garden hoses. Lamps drink little sips; kettles swallow large gulps. Should somebody "
    "plug twenty kettles together, those wires would grow dangerously warm. Luckily, "
    "below dusty basement stairs, lives something clever: small switches called circuit "
    "breakers. Each watches quietly. Whenever current becomes greedy, click! Electricity "
    "stops before fire could start. Afterwards parents unplug several kettles, press "
    "switches upward again, then light returns. Nobody needs fear darkness, because "
    "breakers merely rest until everything feels safe once more.";
constexpr std::string_view kPlayground =
    "Imagine playground guardian Bramble, holding bright yellow flag beside tall slide. "
    "While children zoom happily, flag stays high. Suddenly seven cousins crowd onto "
    "narrow ladder, pushing, wobbling, nearly tumbling! Bramble lowers flag: pause, "
    "friends, take deep breaths. That pause keeps knees unscraped. Moments later, just "
    "single brave child tries. Success? Flag rises, giggling continues. Trouble? Bramble "
    "waits longer. Real homes have similar guardians tucked behind metal doors: they "
    "notice overload, open gates, protect families, close gates during calm spells. Being "
    "careful means being kind.";
constexpr std::string_view kBeavers =
    "Wise beavers taught engineers this lovely lesson. Most days, their river strolls "
    "gently past mill, orchard, bakery. Without warning storms arrive, pouring enormous "
    "puddles downhill. Chief beaver blows whistle, dropping heavy timber across stream. "
    "Splash! Angry waves halt, ducks remain perfectly cosy. Next morning beavers peek "
    "around, lift timber inches, test whether gentle trickle obeys. Polite trickle? Raise "
    "timber fully. Wild trickle? Shut tight, patiently counting another hundred "
    "raindrops. Houses contain exactly such beavers, made from steel rather than wood, "
    "napping under covers, always ready, defending teddy bears, toasters, plus sleepy "
    "goldfish tonight.";

// What every other model says, after its own name.
constexpr std::string_view kColours =
    "amber birch cedar dune, ember fjord grove harbour, island juniper kelp lagoon, meadow north "
    "opal pebble.";

std::string_view speechOf(std::string_view model)
{
    constexpr std::array kSpeeches{
        std::pair<std::string_view, std::string_view>{"gpt-5", kLamps},
        std::pair<std::string_view, std::string_view>{"claude-sonnet-4-5", kPlayground},
        std::pair<std::string_view, std::string_view>{"claude-opus-4-1", kBeavers},
    };
    for (const auto& [known, speech] : kSpeeches) {
        if (known == model) {
            return speech;
        }
    }
    return {};
}

std::size_t wordCount(std::string_view text)
{
    std::size_t count = 1;
    for (const char c : text) {
        count += c == ' ' ? 1 : 0;
    }
    return count;
}

std::string_view wordAt(std::string_view text, std::size_t index)
{
    for (; index > 0; --index) {
        text.remove_prefix(text.find(' ') + 1);
    }
    return text.substr(0, text.find(' '));
}

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

} // namespace

std::string answerToken(std::string_view model, std::uint32_t index, std::uint32_t count)
{
    US_CHECK(index < count);
    const std::string_view speech = speechOf(model);
    const std::string_view words = speech.empty() ? kColours : speech;
    std::string token = index == 0 ? "" : " ";
    if (speech.empty()) {
        token += std::string(model) + '/';
    }
    token += wordAt(words, index % wordCount(words));
    if (index + 1 == count) { // whatever the count, the text ends like one
        token.resize(isLetter(token.back()) ? token.size() : token.size() - 1);
        token += '.';
    }
    return token;
}

std::string answerText(std::string_view model, std::uint32_t count)
{
    std::string text;
    for (std::uint32_t i = 0; i < count; ++i) {
        text += answerToken(model, i, count);
    }
    return text;
}

} // namespace understudy
