#include "app/cli/files.h"

#include "app/cli/platform.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

namespace understudy::cli {

namespace {

struct Closer
{
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closer>;

Failure<Problem> failed(const std::string& code, const std::string& what)
{
    return Failure{Problem{.code = code, .pointer = {}, .what = what}};
}

Result<std::string> readAll(std::FILE* file)
{
    std::string text;
    char buffer[64 * 1024];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file)) {
        text.append(buffer, count);
        if (text.size() > kLargestFile) {
            return failed("file.size", "is larger than 16 MB, the most that is read");
        }
    }
    if (std::ferror(file) != 0) {
        return failed("file.read", std::string("cannot be read: ") + std::strerror(errno));
    }
    return text;
}

} // namespace

Result<std::string> readFile(const std::string& path)
{
    if (path == "-") {
        return readAll(stdin);
    }
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
        return failed("file.open", "is a folder, not a file");
    }
    const File file(std::fopen(path.c_str(), "rb"));
    if (!file) {
        return failed("file.open", std::string("cannot be opened: ") + std::strerror(errno));
    }
    return readAll(file.get());
}

Result<bool> writeFileAtomically(const std::string& path, std::string_view text)
{
    const std::string temporary = path + ".part";
    File file(std::fopen(temporary.c_str(), "wb"));
    if (!file) {
        return failed("file.write", std::string("cannot be written: ") + std::strerror(errno));
    }
    const bool isWhole = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size() &&
                         flushToDisk(file.get());
    file.reset();
    std::error_code error;
    if (isWhole) {
        std::filesystem::rename(temporary, path, error);
    }
    if (!isWhole || error) {
        const std::string why = error ? error.message() : std::strerror(errno);
        std::filesystem::remove(temporary, error);
        return failed("file.write", "cannot be written: " + why);
    }
    return true;
}

} // namespace understudy::cli
