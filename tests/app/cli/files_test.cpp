#include "app/cli/files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace understudy::cli {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test
{
protected:
    Files() { fs::create_directories(m_folder); }
    ~Files() override { fs::remove_all(m_folder); }

    std::string at(const std::string& name) const { return (m_folder / name).string(); }
    std::ptrdiff_t count() const
    {
        return std::distance(fs::directory_iterator(m_folder), fs::directory_iterator());
    }

    fs::path m_folder =
        fs::temp_directory_path() /
        ("understudy-files-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
         ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(Files, WritesTheWholeTextAndLeavesNothingBeside)
{
    ASSERT_TRUE(writeFileAtomically(at("a"), "old"));
    ASSERT_TRUE(writeFileAtomically(at("a"), "new"));
    EXPECT_EQ(*readFile(at("a")), "new");
    EXPECT_EQ(count(), 1);
}

TEST_F(Files, WritesThroughALinkInsteadOfReplacingIt)
{
    ASSERT_TRUE(writeFileAtomically(at("target"), "old"));
    fs::create_symlink(at("target"), at("link"));
    ASSERT_TRUE(writeFileAtomically(at("link"), "new"));

    EXPECT_TRUE(fs::is_symlink(at("link")));
    EXPECT_EQ(*readFile(at("target")), "new");
}

TEST_F(Files, FindsOutBeforeTheWorkThatNothingCanBeWritten)
{
    EXPECT_TRUE(checkWritable(at("a")));
    EXPECT_EQ(count(), 0) << "the question leaves nothing behind";
    EXPECT_FALSE(checkWritable(at("nowhere/a")));
    EXPECT_FALSE(checkWritable(m_folder.string())) << "a folder";
    EXPECT_FALSE(checkWritable("/dev/null")) << "would be replaced by a file";
    EXPECT_FALSE(checkWritable(""));
    EXPECT_FALSE(checkWritable(at(std::string(300, 'x')))) << "a name that is too long";
}

TEST_F(Files, RefusesAFileOfOneGigabyteWithoutReadingIt)
{
    std::ofstream(at("big")).close();
    fs::resize_file(at("big"), std::uintmax_t{1} << 30);
    const auto text = readFile(at("big"));

    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().code, "file.size");
    EXPECT_EQ(text.error().what, "is larger than 16 MB, the most that is read");
}

TEST_F(Files, StopsReadingWhatHasNoEnd)
{
    EXPECT_EQ(readFile("/dev/zero").error().code, "file.size");
}

} // namespace
} // namespace understudy::cli
