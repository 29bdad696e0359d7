// Any text as a journal: problems with places, or records that survive being written and read.
#include "core/base/check.h"
#include "core/record/journal_reader.h"
#include "tests/fuzz/problem_checks.h"
#include "tests/support/journal_of.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace understudy;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto journal = readJournal(text);
    if (!journal) {
        checkProblems(journal.error());
        return 0;
    }
    if (journal->brokenOff) {
        checkProblems({*journal->brokenOff});
    }
    const auto again = readJournal(journalOf(journal->compiled, journal->header, journal->records));
    US_CHECK(again.has_value());
    US_CHECK(BatchLog::eventsOf(again->records) == BatchLog::eventsOf(journal->records));
    US_CHECK(again->header.outageIds == journal->header.outageIds);
    return 0;
}
