#include "ui/text/format_cost.h"

#include <QCoreApplication>
#include <QLocale>

namespace understudy {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("formatCost", text); }

// Two digits that count: 0.0031, 0.00042. From a cent on four decimals, from a dollar on two.
int decimalsOf(double usd)
{
    if (usd >= 1) {
        return 2;
    }
    int decimals = 4;
    for (double limit = 0.001; usd < limit && decimals < 9; limit /= 10) {
        ++decimals;
    }
    return decimals;
}

QString trimmedUsd(double usd)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    const bool isWhole = usd == static_cast<double>(static_cast<qlonglong>(usd));
    return tr("$%1").arg(locale.toString(usd, 'f', isWhole ? 0 : 2));
}

} // namespace

QString formatCost(std::optional<NanoUsd> cost)
{
    if (!cost || *cost < 0) {
        return tr("cost unknown");
    }
    const double usd = static_cast<double>(*cost) / 1e9;
    if (*cost == 0) {
        return tr("$%1").arg(0);
    }
    return tr("$%1").arg(QLocale().toString(usd, 'f', decimalsOf(usd)));
}

QString formatPrice(const Price& price)
{
    return tr("%1 / %2").arg(trimmedUsd(static_cast<double>(price.inputPerMtok) / 1e9),
                             trimmedUsd(static_cast<double>(price.outputPerMtok) / 1e9));
}

QString formatTokens(std::uint64_t tokens)
{
    const QLocale locale;
    if (tokens >= 1'000'000) {
        const double millions = static_cast<double>(tokens) / 1e6;
        const bool isRound = tokens % 1'000'000 < 100'000; // 1,047,576 is "1M" to everyone
        return tr("%1M").arg(locale.toString(millions, 'f', isRound ? 0 : 1));
    }
    if (tokens >= 1000) {
        return tr("%1k").arg(locale.toString(static_cast<qulonglong>((tokens + 500) / 1000)));
    }
    return locale.toString(static_cast<qulonglong>(tokens));
}

} // namespace understudy
