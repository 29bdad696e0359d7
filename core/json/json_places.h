// Where the values of a JSON text stand. Scans again on demand instead of remembering every place:
// places are needed only when something is wrong.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace understudy {

struct TextPlace
{
    int line = 0;   // from 1; 0 when not found
    int column = 0; // from 1, in bytes
};

// The values whose places are wanted, as a tree of the parts of their pointers.
struct PlaceTree
{
    TextPlace key; // of an object's member
    TextPlace value;
    std::map<std::string, PlaceTree, std::less<>> children; // by name or index, not escaped

    // Adds the value at a JSON pointer; its ancestors come with it.
    void want(std::string_view pointer);
    // The place of the value, or of the nearest one around it that is there.
    TextPlace valueAt(std::string_view pointer) const;
    // The place of the member's name; not found when it has none.
    TextPlace keyAt(std::string_view pointer) const;
};

// Fills the wanted places. The text must be JSON up to the last of them. Of a key that stands twice
// the later counts.
void findPlaces(std::string_view text, PlaceTree& wanted);

// The place of a byte.
TextPlace placeOf(std::string_view text, std::size_t offset);

// A byte-order mark's length, or 0.
std::size_t byteOrderMark(std::string_view text);

} // namespace understudy
