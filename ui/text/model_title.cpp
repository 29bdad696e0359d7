#include "ui/text/model_title.h"

#include "core/plan/provider.h"
#include "ui/text/strings.h"

#include <QStringList>

#include <algorithm>

namespace understudy {

namespace {

bool isNumber(const QString& word)
{
    return !word.isEmpty() && std::all_of(word.begin(), word.end(), [](QChar c) {
        return c.isDigit() || c == QLatin1Char('.');
    });
}

QString capitalised(const QString& word) { return word.left(1).toUpper() + word.mid(1); }

// "claude-sonnet-4-5" -> "Claude Sonnet 4.5", "claude-haiku-4-5-20251001" -> "... (20251001)".
QString wordTitle(const QStringList& words)
{
    QString title = capitalised(words.first());
    bool followsNumber = false;
    for (const QString& word : words.mid(1)) {
        const bool isDate = isNumber(word) && word.size() >= 6;
        if (isDate) {
            title += QStringLiteral(" (%1)").arg(word);
        } else if (followsNumber && isNumber(word)) {
            title += QLatin1Char('.') + word;
        } else {
            title += QLatin1Char(' ') + capitalised(word);
        }
        followsNumber = isNumber(word) && !isDate;
    }
    return title;
}

// "gpt-5-mini" -> "GPT-5 mini"
QString gptTitle(const QStringList& words)
{
    QString title = QStringLiteral("GPT-") + words.at(1);
    for (const QString& word : words.mid(2)) {
        title += QLatin1Char(' ') + word;
    }
    return title;
}

} // namespace

QString modelTitle(std::string_view model)
{
    const QString id = toQString(model);
    const QStringList words = id.section(QLatin1Char('/'), -1).split(QLatin1Char('-'));
    const QString family = words.first().toLower();
    const bool hasMore = words.size() > 1 && !words.contains(QString());
    if (hasMore && family == QLatin1String("gpt") && words.at(1).at(0).isDigit()) {
        return gptTitle(words);
    }
    const bool isWordFamily = family == QLatin1String("claude") ||
                              family == QLatin1String("gemini") || family == QLatin1String("grok");
    return hasMore && isWordFamily ? wordTitle(words) : id;
}

QString providerTitle(std::string_view provider)
{
    const KnownProvider* known = findKnownProvider(provider);
    return toQString(known != nullptr ? known->title : provider);
}

} // namespace understudy
