#include "core/report/simulation_record.h"

#include "core/base/digest.h"

namespace understudy {

RunTotals ChainRecord::whole() const
{
    RunTotals sum;
    for (const RunTotals& group : groups) {
        sum.add(group);
    }
    sum.candidates = candidates;
    return sum;
}

std::uint64_t ChainRecord::digest() const
{
    Digest digest;
    for (const UnitRecord& unit : units) {
        digest.add(unit.digest);
    }
    return digest.value();
}

} // namespace understudy
