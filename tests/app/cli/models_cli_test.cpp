#include "tests/app/cli/canned_server.h"
#include "tests/app/cli/cli_program.h"

#include <gtest/gtest.h>

#include <set>

namespace understudy {
namespace {

CliResult models(const QString& arguments)
{
    const QStringList words =
        QString(QStringLiteral("models ") + arguments).split(QLatin1Char(' '));
    return runCli(words);
}

TEST(ModelsCli, ShowsProviderModelContextPricesAndTheDateOfTheData)
{
    const CliResult result = models(QStringLiteral("gpt-5-mini --provider openai"));

    EXPECT_EQ(result.exitCode, 0) << result.errors.toStdString();
    EXPECT_EQ(result.output,
              "PROVIDER  MODEL       CONTEXT  INPUT  CACHED  OUTPUT  RETIRES  NOTE\n"
              "openai    gpt-5-mini  400000   0.25   0.025   2       -\n"
              "\n"
              "1 model. Prices in US dollars per million tokens; data of 2026-11-22.\n");
    EXPECT_TRUE(result.errors.isEmpty());
}

TEST(ModelsCli, GivesTheSameAsJson)
{
    const CliResult result = models(QStringLiteral("gpt-5-mini --provider openai --format json"));
    EXPECT_EQ(result.json(), nlohmann::json::parse(R"({"date": "2026-11-22", "models": [
        {"provider": "openai", "model": "gpt-5-mini", "context": 400000, "max_output": 128000,
         "input_usd_per_mtok": 0.25, "cached_usd_per_mtok": 0.025, "output_usd_per_mtok": 2.0,
         "retires": null, "note": ""}]})"))
        << result.output.toStdString();
}

TEST(ModelsCli, FiltersByProviderAndByPartOfAName)
{
    std::set<std::string> providers;
    const auto anthropic = models(QStringLiteral("--provider anthropic --format json")).json();
    for (const auto& model : anthropic["models"]) {
        providers.insert(model["provider"]);
    }
    EXPECT_EQ(providers, std::set<std::string>{"anthropic"});
    const auto haikus = models(QStringLiteral("HAIKU --format json")).json()["models"];
    EXPECT_GE(haikus.size(), 1u);
    for (const auto& model : haikus) {
        EXPECT_NE(model["model"].get<std::string>().find("haiku"), std::string::npos);
    }
}

TEST(ModelsCli, SaysWhenNothingFits)
{
    const CliResult nothing = models(QStringLiteral("no-such-model"));
    EXPECT_EQ(nothing.exitCode, 1);
    EXPECT_TRUE(nothing.errors.contains("no model's name holds 'no-such-model'"));

    const CliResult nobody = models(QStringLiteral("--provider nobody"));
    EXPECT_EQ(nobody.exitCode, 2);
    EXPECT_TRUE(nobody.errors.contains("--provider nobody: the catalogue has anthropic, "));
}

TEST(ModelsCli, AsksAProviderWhatItServesNow)
{
    const CannedServer server(httpAnswer(
        200, R"({"data": [{"id": "gpt-5"}, {"id": "gpt-new\u001b[2J"}, {"id": "x1"}]})"));
    const CliResult result = models(QStringLiteral("--refresh openai --format json --base-url ") +
                                    server.origin() + QStringLiteral("/v1"));

    ASSERT_EQ(result.exitCode, 0) << result.errors.toStdString();
    const auto served = result.json()["models"];
    ASSERT_EQ(served.size(), 2u) << "a name with an escape in it is none";
    EXPECT_EQ(served[0]["context"], 400'000);
    EXPECT_EQ(served[1]["model"], "x1");
    EXPECT_TRUE(served[1]["context"].is_null());
    EXPECT_TRUE(result.errors.contains(
        "note: gpt-5-mini is in the catalogue, but openai does not serve it now"));
    EXPECT_FALSE(server.requests().toLower().contains("authorization"))
        << "--base-url drops the key";
}

// How each dialect is asked, and what its answer looks like.
struct Vendor
{
    const char* name;
    const char* requestLine;
    QByteArray body;
};

class ModelsCliRefresh : public testing::TestWithParam<Vendor>
{};

TEST_P(ModelsCliRefresh, SpeaksTheProvidersDialect)
{
    const CannedServer server(httpAnswer(200, GetParam().body));
    const CliResult result =
        models(QStringLiteral("--refresh %1 --format json --base-url %2")
                   .arg(QString::fromLatin1(GetParam().name), server.origin()));

    ASSERT_EQ(result.exitCode, 0) << result.errors.toStdString();
    EXPECT_EQ(result.json()["models"][0]["model"], "m-1");
    EXPECT_TRUE(server.requests().startsWith(GetParam().requestLine))
        << server.requests().toStdString();
}

INSTANTIATE_TEST_SUITE_P(
    Dialects, ModelsCliRefresh,
    testing::Values(Vendor{"openai", "GET /models HTTP/1.1\r\n", R"({"data": [{"id": "m-1"}]})"},
                    Vendor{"together", "GET /models HTTP/1.1\r\n", R"([{"id": "m-1"}])"},
                    Vendor{"anthropic", "GET /v1/models HTTP/1.1\r\n",
                           R"({"data": [{"id": "m-1", "type": "model"}], "has_more": false})"},
                    Vendor{"google", "GET /v1beta/models HTTP/1.1\r\n",
                           R"({"models": [{"name": "models/m-1"}]})"},
                    Vendor{"ollama", "GET /api/tags HTTP/1.1\r\n",
                           R"({"models": [{"name": "m-1"}]})"}),
    [](const auto& test) { return test.param.name; });

TEST(ModelsCli, SaysWhyAProviderGaveNoList)
{
    const CannedServer refusing(httpAnswer(401, R"({"error": {"message": "no key given"}})"));
    const QString base = QStringLiteral("--refresh openai --base-url ");
    const CliResult refused = models(base + refusing.origin());
    EXPECT_EQ(refused.exitCode, 3);
    EXPECT_TRUE(refused.output.isEmpty());
    EXPECT_TRUE(refused.errors.contains("openai gave no list of models (HTTP 401): no key given; "
                                        "check its key with: understudy-cli keys test openai"))
        << refused.errors.toStdString();

    const CannedServer page(httpAnswer(200, "<html>", "text/html"));
    EXPECT_TRUE(models(base + page.origin()).errors.contains("the answer is no list of models"));
    EXPECT_EQ(models(base + QStringLiteral("http://127.0.0.1:1")).exitCode, 3);
    EXPECT_EQ(models(base + QStringLiteral("ftp://127.0.0.1")).exitCode, 2);
}

TEST(ModelsCli, NeedsAKeyToAskTheProviderItself)
{
    const CliResult result = models(QStringLiteral("--refresh openai --keys-from-env"));
    EXPECT_EQ(result.exitCode, 3);
    EXPECT_TRUE(result.errors.contains("no key for openai: OPENAI_API_KEY is not set"));
}

} // namespace
} // namespace understudy
