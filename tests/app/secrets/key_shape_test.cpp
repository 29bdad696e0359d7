#include "app/secrets/key_shape.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(KeyShape, AcceptsWhatProvidersGiveOut)
{
    for (const char* key : {"sk-proj-abc_DEF-123", "AIzaSy0123456789", "x"}) {
        EXPECT_EQ(problemOfKey(QString::fromLatin1(key)), QString()) << key;
    }
}

TEST(KeyShape, RefusesWhatCouldForgeAHeaderOrBeReadTwoWays)
{
    const QString longest(4096, QLatin1Char('k'));
    EXPECT_EQ(problemOfKey(longest), QString());

    for (const QString& key :
         {QString(), QStringLiteral("sk-1\r\nX-Evil: 1"), QStringLiteral("sk 1"),
          QStringLiteral("sk-1\n"), QStringLiteral("sk-\u00e9"), QStringLiteral("sk-\u007f"),
          QString(4097, QLatin1Char('k'))}) {
        const QString problem = problemOfKey(key);
        EXPECT_FALSE(problem.isEmpty());
        EXPECT_FALSE(problem.contains(QStringLiteral("sk-"))) << "repeats the key";
    }
}

} // namespace
} // namespace understudy
