#include "core/plan/file_members.h"

#include <algorithm>

namespace understudy {

bool FileMembers::isWritten(std::string_view pointer) const
{
    return std::ranges::find(written, pointer) != written.end();
}

} // namespace understudy
