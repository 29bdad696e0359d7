// One JSON text as a flat list of nodes, each followed by what it holds: read in one pass, without
// an allocation per value. A stream's chunks are read this way some hundred times a second.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace understudy {

struct JsonNode
{
    enum class Kind : std::uint8_t
    {
        Null,
        False,
        True,
        Number,
        Text,
        Array,
        Object
    };

    const char* start = nullptr; // of a text, unescaped, or of a number, as it stands
    std::uint32_t length = 0;    // its bytes; of an array or object: what it holds
    std::uint32_t span = 1;      // from this node to the one that follows it and what it holds
    Kind kind = Kind::Null;
};

// Appends the nodes of the one value that `text`, valid UTF-8, holds; an object's names are nodes
// in front of their values. Texts are unescaped in place, so the nodes point into `text`; lone
// surrogates become U+FFFD. False when it is not one JSON value or is nested more than 256 deep.
bool readJsonNodes(std::string& text, std::vector<JsonNode>& nodes);

} // namespace understudy
