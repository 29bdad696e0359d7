#include "ui/style/colours.h"
#include "ui/style/drawing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace understudy;

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor& c)
{
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

} // namespace

class Palettes : public testing::TestWithParam<bool>
{
protected:
    const Colours& colours() const { return GetParam() ? darkColours() : lightColours(); }

    double worst(const QColor& colour) const
    {
        return std::min({contrast(colour, colours().ground), contrast(colour, colours().surface)});
    }
};

TEST_P(Palettes, TextIsReadableOnEveryGround)
{
    for (const QColor& text : {colours().ink, colours().inkSoft}) {
        EXPECT_GE(worst(text), 4.5) << text.name().toStdString();
        EXPECT_GE(contrast(text, colours().raised), 4.5) << text.name().toStdString();
    }
    EXPECT_GE(contrast(colours().ink, colours().accentTint), 4.5);
    EXPECT_GE(contrast(colours().ink, colours().injectedTint), 4.5);
}

TEST_P(Palettes, StateColoursAreVisibleOnEveryGround)
{
    for (const QColor& state : {colours().accent, colours().succeeded, colours().failed,
                                colours().neutral, colours().injected, colours().edge}) {
        EXPECT_GE(worst(state), 3.0) << state.name().toStdString();
    }
}

TEST_P(Palettes, WordsOnSolidBarsAreReadable)
{
    for (const QColor& bar : {colours().accent, colours().succeeded, colours().failed}) {
        EXPECT_GE(contrast(colours().onSolid, bar), 4.5) << bar.name().toStdString();
    }
}

TEST_P(Palettes, StatesUsedAsTextAreReadableOnCards)
{
    for (const QColor& state : {colours().accent, colours().succeeded, colours().failedInk}) {
        EXPECT_GE(worst(state), 4.5) << state.name().toStdString();
    }
}

INSTANTIATE_TEST_SUITE_P(Themes, Palettes, testing::Bool(),
                         [](const auto& p) { return std::string(p.param ? "Dark" : "Light"); });

TEST(Monogram, TakesCapitalsOrTheFirstTwoLetters)
{
    EXPECT_EQ(monogramOf(QStringLiteral("OpenAI")), QStringLiteral("OA"));
    EXPECT_EQ(monogramOf(QStringLiteral("Anthropic")), QStringLiteral("AN"));
    EXPECT_EQ(monogramOf(QStringLiteral("x")), QStringLiteral("X"));
    EXPECT_EQ(monogramOf(QString()), QString());
}
