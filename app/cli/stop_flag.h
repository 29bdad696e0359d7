// Ctrl+C for work without an event loop: it sets a flag that the work looks at. The second one ends
// the program as if nobody listened.
#pragma once

namespace understudy::cli {

class StopFlag
{
public:
    StopFlag(); // one at a time
    ~StopFlag();
    StopFlag(const StopFlag&) = delete;
    StopFlag& operator=(const StopFlag&) = delete;

    bool isSet() const;
};

} // namespace understudy::cli
