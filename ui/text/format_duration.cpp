#include "ui/text/format_duration.h"

#include <QCoreApplication>
#include <QLocale>

namespace understudy {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("formatDuration", text); }

QString decimal(double value, int digits) { return QLocale().toString(value, 'f', digits); }

double seconds(Duration span) { return static_cast<double>(span.count()) / 1e6; }

// The digits after the point that a step of this many seconds needs.
int digitsOf(double step)
{
    int digits = 0;
    while (step < 0.999 && digits < 6) {
        step *= 10;
        ++digits;
    }
    return digits;
}

} // namespace

QString formatDuration(Duration span)
{
    const auto rounded = (span.count() + 500) / 1000; // ms
    if (rounded < 1000) {
        return tr("%1 ms").arg(QLocale().toString(static_cast<qlonglong>(rounded)));
    }
    if (rounded < 10'000) {
        return tr("%1 s").arg(decimal(seconds(span), 2));
    }
    if (rounded < 59'950) {
        return tr("%1 s").arg(decimal(seconds(span), 1));
    }
    const auto whole = static_cast<qlonglong>((rounded + 500) / 1000);
    return tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
}

QString formatTick(Duration at, Duration step)
{
    if (at == Duration::zero()) {
        return tr("0 s");
    }
    if (step < milliseconds(100)) {
        const double inMs = static_cast<double>(at.count()) / 1e3;
        return tr("%1 ms").arg(decimal(inMs, step < milliseconds(1) ? 1 : 0));
    }
    if (step >= milliseconds(60'000)) {
        return tr("%1 min").arg(static_cast<qlonglong>(at.count() / 60'000'000));
    }
    return tr("%1 s").arg(decimal(seconds(at), digitsOf(seconds(step))));
}

} // namespace understudy
