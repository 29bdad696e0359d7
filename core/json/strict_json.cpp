#include "core/json/strict_json.h"

#include "core/base/text.h"
#include "core/json/json_places.h"
#include "core/json/json_pointer.h"

#include <unordered_set>
#include <vector>

namespace understudy {

namespace {

constexpr std::size_t kMostDuplicates = 20; // listed; more would help nobody

// nlohmann's own words, without its name and its places, which are less precise than ours.
std::string syntaxMessage(const std::string& words)
{
    std::size_t start = words.find("syntax error");
    if (start == std::string::npos) {
        start = words.find("] ");
        start = start == std::string::npos ? 0 : start + 2;
    }
    return validUtf8(words.substr(start));
}

// Builds the tree from nlohmann's events, refusing what a plain parse would let pass.
class TreeBuilder final : public nlohmann::json_sax<Json>
{
public:
    explicit TreeBuilder(std::string_view text)
        : m_text(text)
    {}

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(value); }
    bool number_unsigned(number_unsigned_t value) override { return put(value); }
    bool number_float(number_float_t value, const string_t&) override { return put(value); }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override { return false; } // not in text
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override
    {
        Level& level = m_open.back();
        if (!level.keys.insert(name).second && m_problems.size() < kMostDuplicates) {
            m_problems.push_back({"json.duplicate", pointerTo(pointer(m_open.size() - 1), name),
                                  "the key '" + name + "' stands twice in this object"});
        }
        const bool hasNul = name.find('\0') != std::string::npos;
        members(level).emplace_back(std::move(name), nullptr);
        if (hasNul) { // a text may hold one, a name is compared, shown and written elsewhere
            m_problems.push_back({"json.name", pointer(m_open.size() - 1),
                                  "a name in this object holds a NUL character"});
        }
        return !hasNul;
    }

    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::json::exception& error) override
    {
        const std::size_t offset = position == 0 ? 0 : position - 1;
        const TextPlace place = placeOf(m_text, std::min(offset, m_text.size()));
        m_problems.push_back(
            {"json.syntax", "", syntaxMessage(error.what()), place.line, place.column});
        return false;
    }

    Json takeTree() { return std::move(m_root); }
    Problems takeProblems() { return std::move(m_problems); }

private:
    struct Level
    {
        Json* value = nullptr; // stays put: its parent does not grow while it is open
        std::unordered_set<std::string> keys;
    };

    static Json::object_t& members(Level& level) { return level.value->get_ref<Json::object_t&>(); }

    Json* add(Json value)
    {
        if (m_open.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        Level& level = m_open.back();
        if (level.value->is_array()) {
            level.value->push_back(std::move(value));
            return &level.value->back();
        }
        Json& slot = members(level).back().second;
        slot = std::move(value);
        return &slot;
    }

    bool put(Json value)
    {
        add(std::move(value));
        return true;
    }

    bool open(Json container)
    {
        if (m_open.size() == kMostJsonDepth) {
            m_problems.push_back(
                {"json.depth", pointer(m_open.size() - 1),
                 "is nested deeper than " + std::to_string(kMostJsonDepth) + " levels"});
            return false;
        }
        m_open.push_back({add(std::move(container)), {}});
        return true;
    }

    bool close()
    {
        m_open.pop_back();
        return true;
    }

    // Of the container at this depth, from what has been read so far.
    std::string pointer(std::size_t depth)
    {
        std::string result;
        for (std::size_t i = 0; i < depth; ++i) {
            result = m_open[i].value->is_array()
                         ? pointerTo(result, m_open[i].value->size() - 1)
                         : pointerTo(result, members(m_open[i]).back().first);
        }
        return result;
    }

    std::string_view m_text;
    Json m_root;
    std::vector<Level> m_open;
    Problems m_problems;
};

PlaceTree placesFor(std::string_view text, const Problems& problems)
{
    PlaceTree places;
    for (const Problem& problem : problems) {
        places.want(problem.pointer);
    }
    findPlaces(text, places);
    return places;
}

void putPlace(Problem& problem, TextPlace place)
{
    problem.line = place.line;
    problem.column = place.column;
}

// Problems of the parse itself: syntax has its place already, a duplicate's is its second key.
void addParsePlaces(std::string_view text, Problems& problems)
{
    const PlaceTree places = placesFor(text, problems);
    for (Problem& problem : problems) {
        if (problem.line == 0) {
            const TextPlace key = places.keyAt(problem.pointer);
            putPlace(problem, key.line > 0 ? key : places.valueAt(problem.pointer));
        }
    }
}

Failure<Problems> refused(std::string_view text, std::size_t offset, const char* code,
                          std::string what)
{
    const TextPlace place = placeOf(text, offset);
    return Failure{Problems{{code, "", std::move(what), place.line, place.column}}};
}

} // namespace

Result<Json, Problems> parseStrictJson(std::string_view text)
{
    if (text.size() > kMostJsonBytes) {
        return Failure{Problems{{"json.size", "", "is larger than 16 MiB", 0, 0}}};
    }
    // nlohmann takes a NUL for the end of the text and would not look at what follows.
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
        return refused(text, nul, "json.syntax", "syntax error: a NUL byte is not JSON");
    }
    TreeBuilder builder(text);
    const bool isWhole = nlohmann::json::sax_parse(
        text.begin(), text.end(), static_cast<nlohmann::json_sax<Json>*>(&builder));
    Problems problems = builder.takeProblems();
    if (!isWhole || !problems.empty()) {
        addParsePlaces(text, problems);
        return Failure{std::move(problems)};
    }
    return builder.takeTree();
}

void addPlaces(std::string_view text, Problems& problems)
{
    const PlaceTree places = placesFor(text, problems);
    for (Problem& problem : problems) {
        putPlace(problem, places.valueAt(problem.pointer));
    }
}

std::string jsonText(const Json& value)
{
    return value.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string compactJsonText(const Json& value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace understudy
