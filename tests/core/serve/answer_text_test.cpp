#include "core/serve/answer_text.h"

#include "core/base/text.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <sstream>
#include <vector>

namespace understudy {
namespace {

constexpr std::array kSampleModels{"gpt-5", "claude-sonnet-4-5", "claude-opus-4-1"};
constexpr std::uint32_t kMoreThanAnySpeech = 200;

std::vector<std::string> wordsOf(const std::string& text)
{
    std::vector<std::string> words;
    std::istringstream stream(text);
    for (std::string word; stream >> word;) {
        words.push_back(word);
    }
    return words;
}

// Letters only, in small letters.
std::set<std::string> vocabularyOf(std::string_view model)
{
    std::set<std::string> words;
    for (const std::string& word : wordsOf(answerText(model, kMoreThanAnySpeech))) {
        std::string letters;
        for (const char c : lowered(word)) {
            if (c >= 'a' && c <= 'z') {
                letters += c;
            }
        }
        words.insert(letters);
    }
    return words;
}

// How many words there are before the speech begins again.
std::size_t speechLength(std::string_view model)
{
    const std::vector<std::string> words = wordsOf(answerText(model, kMoreThanAnySpeech));
    for (std::size_t i = 1; i + 3 < words.size(); ++i) {
        if (words[i] == words[0] && words[i + 1] == words[1] && words[i + 2] == words[2]) {
            return i;
        }
    }
    return words.size();
}

TEST(AnswerText, HasAtLeastEightyWordsForEachSampleModel)
{
    for (const char* model : kSampleModels) {
        EXPECT_GE(speechLength(model), 80U) << model;
    }
}

TEST(AnswerText, SharesNoWordBetweenSampleModelsNotEvenWithinWords)
{
    for (const char* one : kSampleModels) {
        for (const char* other : kSampleModels) {
            if (one == other) {
                continue;
            }
            for (const std::string& word : vocabularyOf(one)) {
                ASSERT_GE(word.size(), 4U) << one << " says " << word;
                for (const std::string& host : vocabularyOf(other)) {
                    EXPECT_EQ(host.find(word), std::string::npos)
                        << word << " of " << one << " occurs in " << host << " of " << other;
                }
            }
        }
    }
}

TEST(AnswerText, CarriesTheNameOfEveryOtherModelInEveryWord)
{
    for (const std::string& word : wordsOf(answerText("mistral-large", 50))) {
        EXPECT_TRUE(word.starts_with("mistral-large/")) << word;
        EXPECT_GT(word.size(), std::string("mistral-large/").size());
    }
}

TEST(AnswerText, GivesAsManyNonEmptyTokensAsAskedAndEndsWithAFullStop)
{
    for (const char* model : {"gpt-5", "claude-opus-4-1", "some/other:model"}) {
        for (std::uint32_t count = 1; count <= 250; ++count) {
            std::string text;
            for (std::uint32_t i = 0; i < count; ++i) {
                const std::string token = answerToken(model, i, count);
                ASSERT_FALSE(token.empty());
                text += token;
            }
            ASSERT_EQ(wordsOf(text).size(), count) << text;
            ASSERT_EQ(text.back(), '.') << text;
            const char before = text[text.size() - 2];
            ASSERT_TRUE(before >= 'a' && before <= 'z') << text;
        }
    }
}

TEST(AnswerText, SaysTheSameAgain)
{
    EXPECT_EQ(answerText("gpt-5", 40), answerText("gpt-5", 40));
    EXPECT_EQ(answerText("gpt-5", 3), "Picture electricity rushing.");
}

} // namespace
} // namespace understudy
