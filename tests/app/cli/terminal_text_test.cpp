#include "app/cli/terminal_text.h"

#include <gtest/gtest.h>

namespace understudy::cli {
namespace {

TEST(TerminalText, LeavesOrdinaryTextOfAnyAlphabetAlone)
{
    const std::string text = "Grüße, 世界 👩‍👩‍👧 — a\tb\nc";
    EXPECT_EQ(terminalText(text), text);
}

TEST(TerminalText, ShowsEscapesInsteadOfObeyingThem)
{
    EXPECT_EQ(terminalText("\x1b[2J\x1b]52;c;aGk=\x07"), "\\u001b[2J\\u001b]52;c;aGk=\\u0007");
    EXPECT_EQ(terminalText("\xc2\x9b"
                           "31m"),
              "\\u009b31m")
        << "the one-character form of ESC [";
    EXPECT_EQ(terminalText("a\x7f\x08"), "a\\u007f\\u0008");
    EXPECT_EQ(terminalText("safe\rEVIL"), "safe\\u000dEVIL");
    EXPECT_EQ(terminalText(std::string("a\0b", 3)), "a\\u0000b");
}

TEST(TerminalText, ShowsWhatWouldTurnTheWritingDirectionAround)
{
    EXPECT_EQ(terminalText("a\u202Etxt.exe\u2066"), "a\\u202etxt.exe\\u2066");
}

TEST(TerminalText, TakesWindowsLineBreaksForLineBreaks)
{
    EXPECT_EQ(terminalText("a\r\nb"), "a\nb");
}

TEST(TerminalText, ReplacesBytesThatAreNoText)
{
    EXPECT_EQ(terminalText("a\xff"), "a\uFFFD");
    EXPECT_EQ(terminalText("\xe2\x82"), terminalText("\xe2\x82")) << "does not read past the end";
}

TEST(TerminalText, KeepsAProblemOnItsLine)
{
    EXPECT_EQ(onOneLine("/providers/a\nb: bad\r\n"), "/providers/a\\u000ab: bad\\u000d\\u000a");
}

TEST(TerminalText, LeavesNoControlCharacterWhateverComes)
{
    for (int code = 0; code < 0xA0; ++code) {
        std::string bytes;
        if (code >= 0x80) {
            bytes += static_cast<char>(0xC2);
        }
        bytes += static_cast<char>(code);
        for (const char c : onOneLine(bytes)) {
            EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) << code;
        }
    }
}

} // namespace
} // namespace understudy::cli
