#include "tests/house/house_rules.h"

#include <gtest/gtest.h>

namespace understudy::house {
namespace {

const Layers kLayers = layersFrom("# rooms\ncore/base:\ncore/plan: core/base\napp: *\n");

std::size_t count(const Violations& violations) { return violations.size(); }

std::string functionOf(int lines)
{
    std::string text = "void f()\n{\n";
    for (int i = 2; i < lines; ++i) {
        text += "    g();\n";
    }
    return text + "}\n";
}

TEST(HouseRules, LetARoomIncludeDownwardsOnly)
{
    const auto violations = [](const char* path, const char* include) {
        const std::string line = "#include " + std::string(include) + "\n";
        return count(checkLayers(makeSourceFile(path, line), kLayers));
    };
    EXPECT_EQ(violations("core/plan/a.cpp", "\"core/base/b.h\""), 0u);
    EXPECT_EQ(violations("core/plan/a.cpp", "\"core/plan/b.h\""), 0u);
    EXPECT_EQ(violations("core/plan/a.cpp", "<vector>"), 0u);
    EXPECT_EQ(violations("core/base/a.cpp", "\"core/plan/b.h\""), 1u);
    EXPECT_EQ(violations("core/plan/a.cpp", "\"b.h\""), 1u);
    EXPECT_EQ(violations("core/new/a.cpp", "<vector>"), 1u);
    EXPECT_EQ(violations("app/a.cpp", "\"core/plan/b.h\""), 0u);
}

TEST(HouseRules, KeepQtOutOfCore)
{
    EXPECT_EQ(count(checkQtFree(makeSourceFile("core/plan/a.cpp", "#include <QString>\n"))), 1u);
    EXPECT_EQ(count(checkQtFree(makeSourceFile("app/a.cpp", "#include <QString>\n"))), 0u);
}

TEST(HouseRules, LetNlohmannIntoSourcesAndHeadersForThem)
{
    const auto violations = [](const char* path, const char* include) {
        const std::string line = "#include " + std::string(include) + "\n";
        return count(checkNlohmann(makeSourceFile(path, line), {"core/json/strict.h"}));
    };
    EXPECT_EQ(violations("core/plan/a.cpp", "<nlohmann/json.hpp>"), 0u);
    EXPECT_EQ(violations("core/plan/a.h", "<nlohmann/json.hpp>"), 1u);
    EXPECT_EQ(violations("core/plan/a.h", "\"core/json/strict.h\""), 1u);
    EXPECT_EQ(violations("core/json/strict.h", "<nlohmann/json.hpp>"), 0u);
    EXPECT_EQ(violations("ui/a.cpp", "<nlohmann/json.hpp>"), 1u);
    EXPECT_EQ(violations("tests/a.h", "<nlohmann/json.hpp>"), 0u);

    EXPECT_TRUE(isForSourcesOnly(makeSourceFile("a.h", "// Parts.\n// Only for .cpp files.\n")));
    EXPECT_FALSE(isForSourcesOnly(makeSourceFile("a.h", "// Parts.\n\n// .cpp files\n")));
}

TEST(HouseRules, BanWordsInCodeButNotInCommentsOrTexts)
{
    const auto violations = [](const char* path, const std::string& line) {
        return count(checkBannedWords(makeSourceFile(path, line + "\n")));
    };
    for (const char* line :
         {"auto t = std::chrono::steady_clock::now();", "x = rand();", "x = std::rand();",
          "std::uniform_int_distribution<int> d;", "std::this_thread::sleep_for(d);",
          "std::getenv(\"X\");", "y = std::log(x);", "for (int i : a | std::views::reverse) {}"}) {
        EXPECT_EQ(violations("core/plan/a.cpp", line), 1u) << line;
        EXPECT_EQ(violations("app/a.cpp", line), 0u) << line;
    }
    for (const char* line :
         {"connect(a, SIGNAL(x()), b, y);", "connect(a, x, b, SLOT(y()));", "app.processEvents();",
          "QSignalBlocker b(w);", "job.setInsecureFallback(true);", "dialog.exec();",
          "menu->exec(p);", "qApp->quit();", "Cache::instance().clear();", "GTEST_SKIP();",
          "TEST(A, DISABLED_B)", "delete thing;"}) {
        EXPECT_EQ(violations("ui/a.cpp", line), 1u) << line;
    }
    EXPECT_EQ(violations("core/plan/a.cpp", "std::thread t;"), 1u);
    EXPECT_EQ(violations("core/lab/a.cpp", "std::thread t;"), 0u);
    EXPECT_EQ(violations("core/lab/a.cpp", "std::this_thread::sleep_for(d);"), 1u);
    EXPECT_EQ(violations("app/main.cpp", "return app.exec();"), 0u);
    EXPECT_EQ(violations("app/a.h", "A(const A&) = delete;"), 0u);
    EXPECT_EQ(violations("core/plan/a.cpp", "operand(); // no steady_clock, no rand()"), 0u);
    EXPECT_EQ(violations("core/plan/a.cpp", "log(\"use getenv\"); /* SIGNAL( */"), 0u);
    EXPECT_EQ(violations("core/plan/a.cpp", "// TO"
                                            "DO: later"),
              1u);
    EXPECT_EQ(violations("core/plan/a.cpp", "// TO"
                                            "DO(ada): later"),
              0u);
}

TEST(HouseRules, LimitFilesLinesAndFunctions)
{
    const auto violations = [](const std::string& text) {
        return count(checkSize(makeSourceFile("core/plan/a.cpp", text)));
    };
    std::string file;
    for (int i = 0; i < 400; ++i) {
        file += "int x;\n";
    }
    EXPECT_EQ(violations(file), 0u);
    EXPECT_EQ(violations(file + "int y;\n"), 1u);
    EXPECT_EQ(violations(std::string(100, 'x') + "\n"), 0u);
    EXPECT_EQ(violations(std::string(101, 'x') + "\n"), 1u);
    EXPECT_EQ(violations("// " + std::string(97, 'x').replace(0, 2, "\xC3\xA9") + "\n"), 0u);
    for (const char* untidy : {"\tint x;\n", "int x; \n", "int x;\r\n"}) {
        EXPECT_EQ(violations(untidy), 1u) << untidy;
    }
    EXPECT_EQ(violations(functionOf(60)), 0u);
    EXPECT_EQ(violations(functionOf(61)), 1u);
    EXPECT_EQ(violations("// house: long because it is one table\n" + functionOf(61)), 0u);
    EXPECT_EQ(violations("namespace a {\nclass B\n{\n" + functionOf(61) + "};\n}\n"), 1u);
}

TEST(HouseRules, SeeFunctionsAndNothingElse)
{
    const SourceFile file = makeSourceFile("a.cpp", R"cpp(
namespace {
constexpr std::array kTable{
    Row{1, "{"},
    Row{2, "}"},
};
#define BLOCK(x)                                                                                   \
    {                                                                                              \
        x
struct Plain
{
    int value = 0;
    int get() const { return value; }
};
Thing::Thing(int a)
    : m_a{a}
    , m_b(a)
{
    const auto f = [](char c) { return c == '{' ? 1'000 : R"({)"[0]; };
    if (f) {
        g();
    }
}
} // namespace
)cpp");

    const std::vector<Function> functions = functionsOf(file);

    ASSERT_EQ(functions.size(), 2u);
    EXPECT_NE(functions[0].head.find("get()"), std::string::npos);
    EXPECT_EQ(functions[0].length(), 1);
    EXPECT_EQ(functions[1].lastLine, 23);
}

TEST(HouseRules, WantHeadersToSayWhatTheyAre)
{
    EXPECT_EQ(count(checkHeader(makeSourceFile("a.h", "// What.\n#pragma once\n"))), 0u);
    EXPECT_EQ(count(checkHeader(makeSourceFile("a.h", "#pragma once\n"))), 1u);
    EXPECT_EQ(count(checkHeader(makeSourceFile("a.h", "// What.\n"))), 1u);
    EXPECT_EQ(count(checkHeader(makeSourceFile("a.cpp", "int x;\n"))), 0u);
}

TEST(HouseRules, FindNamesOfMachinesAndRegistries)
{
    EXPECT_EQ(count(checkPlaces("a.md", "see /wo"
                                        "rk/x and /ro"
                                        "ot/y")),
              2u);
    EXPECT_EQ(count(checkPlaces("a.lock", "https://registry.npm"
                                          "js.org/x")),
              1u);
    EXPECT_EQ(count(checkPlaces("a.md", "network/route")), 0u);
}

} // namespace
} // namespace understudy::house
