#include "app/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>

namespace understudy {

namespace {

[[noreturn]] void refuse(const QString& why)
{
    std::fprintf(stderr, "understudy: %s\n", qPrintable(why));
    std::exit(2); // bad usage
}

QSize parseSize(const QString& text)
{
    const QStringList parts = text.split(QLatin1Char('x'));
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
    if (size.width() < 320 || size.height() < 240) {
        refuse(QCoreApplication::translate("Options",
                                           "--size %1: expected WIDTHxHEIGHT, e.g. 1280x800")
                   .arg(text));
    }
    return size;
}

ThemeChoice parseTheme(const QString& text)
{
    if (text == QStringLiteral("light")) {
        return ThemeChoice::Light;
    }
    if (text == QStringLiteral("dark")) {
        return ThemeChoice::Dark;
    }
    if (text != QStringLiteral("system")) {
        refuse(QCoreApplication::translate("Options", "--theme %1: expected light, dark or system")
                   .arg(text));
    }
    return ThemeChoice::System;
}

std::vector<Outage> parseOutages(const QStringList& flags)
{
    std::vector<Outage> outages;
    for (const QString& flag : flags) {
        auto outage = outageFromFlag(flag.toStdString(), "flag");
        if (!outage) {
            refuse(QStringLiteral("--outage ") + flag + QStringLiteral(": ") +
                   QString::fromStdString(outage.error().what));
        }
        outages.push_back(std::move(*outage));
    }
    return outages;
}

} // namespace

Options parseOptions(const QCoreApplication& application)
{
    const QCommandLineOption screenshot(
        QStringLiteral("screenshot"),
        QCoreApplication::translate("Options", "Write a picture of the window to FILE and leave."),
        QStringLiteral("FILE"));
    const QCommandLineOption run(
        QStringLiteral("run"),
        QCoreApplication::translate(
            "Options", "Run the chain at once, simulated; a screenshot waits for its end."));
    const QCommandLineOption outage(
        QStringLiteral("outage"),
        QCoreApplication::translate("Options", "Switch an outage on, e.g. openai=status:503."),
        QStringLiteral("TARGET=KIND"));
    const QCommandLineOption theme(QStringLiteral("theme"),
                                   QCoreApplication::translate("Options", "light, dark or system."),
                                   QStringLiteral("THEME"));
    const QCommandLineOption size(
        QStringLiteral("size"),
        QCoreApplication::translate("Options", "Size of the window, e.g. 1280x800."),
        QStringLiteral("SIZE"));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("Options", "Design, break and watch LLM fallback chains."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({screenshot, run, outage, theme, size});
    parser.addPositionalArgument(
        QStringLiteral("CHAIN"),
        QCoreApplication::translate("Options", "Chain file to open (*.understudy)."),
        QStringLiteral("[CHAIN]"));
    parser.process(application);

    Options options;
    options.chainFile = parser.positionalArguments().value(0);
    options.screenshotFile = parser.value(screenshot);
    options.runsAtOnce = parser.isSet(run);
    options.outages = parseOutages(parser.values(outage));
    if (parser.isSet(theme)) {
        options.theme = parseTheme(parser.value(theme));
    }
    if (parser.isSet(size)) {
        options.size = parseSize(parser.value(size));
    }
    return options;
}

} // namespace understudy
