// The desktop application's command line.
#pragma once

#include "core/plan/outage.h"
#include "ui/shell/intents.h"

#include <QSize>
#include <QString>

#include <optional>
#include <vector>

class QCoreApplication;

namespace understudy {

struct Options
{
    QString chainFile;
    QString screenshotFile; // empty: none; else write it and leave
    QSize size;             // invalid: as last time
    std::optional<ThemeChoice> theme;
    std::vector<Outage> outages; // switched on at the start
    bool runsAtOnce = false;
};

// Ends the program on --help, --version and bad usage (exit code 2).
Options parseOptions(const QCoreApplication& application);

} // namespace understudy
