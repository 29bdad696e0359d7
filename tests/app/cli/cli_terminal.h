// Runs understudy-cli on a terminal of its own, as a person sees it: both outputs come together, as
// the terminal shows them.
#pragma once

#include <QByteArray>
#include <QStringList>

#include <utility>
#include <vector>

namespace understudy {

struct TerminalResult
{
    int exitCode = -1;
    QByteArray shown;
};

// `typed`: once the first text has been shown, the second is typed.
TerminalResult
runOnTerminal(const QStringList& arguments,
              const std::vector<std::pair<QByteArray, QByteArray>>& typed = {},
              const std::vector<std::pair<QByteArray, QByteArray>>& environment = {});

} // namespace understudy
