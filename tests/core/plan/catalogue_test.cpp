#include "core/plan/catalogue.h"

#include "core/plan/chain_json.h"
#include "core/plan/provider.h"
#include "resources/embedded.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(Catalogue, ReadsTheModelsThatAreBuiltIn)
{
    const auto catalogue = catalogueFromJson(embeddedText("models.json"));

    ASSERT_TRUE(catalogue) << formatProblem("models.json", catalogue.error().front());
    EXPECT_EQ(catalogue->date().size(), 10u);
    EXPECT_GT(catalogue->models().size(), 100u);
    const CatalogueModel* model = catalogue->find("openai", "gpt-5");
    ASSERT_NE(model, nullptr);
    EXPECT_EQ(model->context, 400'000u);
    EXPECT_EQ(model->price, (Price{1'250'000'000, 125'000'000, 10'000'000'000}));
    EXPECT_EQ(catalogue->find("openai-responses", "gpt-5"), model);
    EXPECT_EQ(catalogue->find("openai", "gpt-0"), nullptr);
}

TEST(Catalogue, TakesAStarForEveryModelOfAProvider)
{
    const auto catalogue = catalogueFromJson(
        R"({"date": "2026-11-22", "models": [
            {"provider": "ollama", "model": "*", "context": null,
             "input_usd_per_mtok": 0, "output_usd_per_mtok": 0},
            {"provider": "ollama", "model": "big", "context": 5}]})");

    ASSERT_TRUE(catalogue);
    EXPECT_EQ(catalogue->find("ollama", "big")->context, 5u);
    EXPECT_FALSE(catalogue->find("ollama", "big")->price);
    EXPECT_EQ(catalogue->find("ollama", "small")->price, Price{});
    EXPECT_FALSE(catalogue->find("ollama", "small")->context);
}

TEST(Catalogue, KnowsThatLocalServersAreFree)
{
    const auto catalogue = catalogueFromJson(embeddedText("models.json"));

    ASSERT_TRUE(catalogue);
    for (const KnownProvider& provider : knownProviders()) {
        if (provider.auth == AuthStyle::None) {
            const CatalogueModel* model = catalogue->find(provider.name, "any");
            ASSERT_NE(model, nullptr) << provider.name;
            EXPECT_EQ(model->price, Price{});
        }
    }
}

TEST(Catalogue, ChargesCachedInputAsInputWhereNoPriceIsKnown)
{
    const auto catalogue = catalogueFromJson(
        R"({"date": "d", "models": [{"provider": "p", "model": "m",
            "input_usd_per_mtok": 2.5, "output_usd_per_mtok": 10}]})");

    ASSERT_TRUE(catalogue);
    EXPECT_EQ(catalogue->models()[0].price->cachedPerMtok, 2'500'000'000);
}

TEST(Catalogue, NamesEveryBadEntry)
{
    const auto catalogue = catalogueFromJson("{\"date\": \"d\", \"models\": [\n"
                                             "  {\"provider\": \"p\"},\n"
                                             "  {\"provider\": 1, \"model\": \"m\"}]}");

    ASSERT_FALSE(catalogue);
    ASSERT_EQ(catalogue.error().size(), 2u);
    EXPECT_EQ(formatProblem("f", catalogue.error()[0]), "f:2:3: /models/0/model: is missing");
    EXPECT_EQ(formatProblem("f", catalogue.error()[1]),
              "f:3:16: /models/1/provider: must be a string");
}

TEST(BuiltInExample, IsAChainAndIsWrittenAsItIsRead)
{
    const std::string_view text = embeddedText("examples/three-deep-safety-net.understudy");
    const auto chain = chainFromJson(text);

    ASSERT_TRUE(chain);
    EXPECT_EQ(chainToJson(*chain), text);
}

} // namespace
} // namespace understudy
