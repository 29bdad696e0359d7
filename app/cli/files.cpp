#include "app/cli/files.h"

#include "app/cli/platform.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
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

Failure<Problem> tooLarge(std::size_t most)
{
    return failed("file.size", "is larger than " + std::to_string(most / (1024 * 1024)) +
                                   " MB, the most that is read");
}

std::string cannotBeWritten(int error)
{
    return std::string("cannot be written: ") + std::strerror(error);
}

// The file that a link stands for; a Problem when something else than a file is there.
Result<std::filesystem::path> targetOf(const std::string& path)
{
    std::error_code error;
    std::filesystem::path target = std::filesystem::weakly_canonical(path, error);
    if (error || path.empty()) {
        return failed("file.write", cannotBeWritten(path.empty() ? ENOENT : error.value()));
    }
    const auto status = std::filesystem::status(target, error);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        return failed("file.write", "cannot be written: it is there and no ordinary file");
    }
    return target;
}

// Beside the target, since a rename works within one disk only; random, so that nobody waits there.
std::filesystem::path temporaryFor(const std::filesystem::path& target)
{
    std::random_device device;
    std::filesystem::path temporary = target;
    temporary += "." + std::to_string(device()) + ".part";
    return temporary;
}

// Never an existing file.
File create(const std::filesystem::path& path)
{
    return File(std::fopen(path.string().c_str(), "wbx"));
}

Result<std::string> readAll(std::FILE* file, std::size_t most)
{
    std::string text;
    char buffer[64 * 1024];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file)) {
        text.append(buffer, count);
        if (text.size() > most) {
            return tooLarge(most);
        }
    }
    if (std::ferror(file) != 0) {
        return failed("file.read", std::string("cannot be read: ") + std::strerror(errno));
    }
    return text;
}

} // namespace

Result<std::string> readFile(const std::string& path, std::size_t most)
{
    if (path == "-") {
        return readAll(stdin, most);
    }
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
        return failed("file.open", "is a folder, not a file");
    }
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (!error && size > most) {
        return tooLarge(most);
    }
    const File file(std::fopen(path.c_str(), "rb"));
    if (!file) {
        return failed("file.open", std::string("cannot be opened: ") + std::strerror(errno));
    }
    return readAll(file.get(), most);
}

Result<bool> checkWritable(const std::string& path)
{
    const auto target = targetOf(path);
    if (!target) {
        return Failure{target.error()};
    }
    const std::filesystem::path temporary = temporaryFor(*target);
    const File file = create(temporary);
    const int error = errno;
    if (!file) {
        return failed("file.write", cannotBeWritten(error));
    }
    std::error_code ignored;
    std::filesystem::remove(temporary, ignored);
    return true;
}

Result<bool> writeFileAtomically(const std::string& path, std::string_view text)
{
    const auto target = targetOf(path);
    if (!target) {
        return Failure{target.error()};
    }
    const std::filesystem::path temporary = temporaryFor(*target);
    File file = create(temporary);
    if (!file) {
        return failed("file.write", cannotBeWritten(errno));
    }
    const bool isWhole = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size() &&
                         flushToDisk(file.get());
    const int writeError = errno;
    file.reset();
    std::error_code error;
    if (isWhole) {
        std::filesystem::rename(temporary, *target, error);
    }
    if (!isWhole || error) {
        const int why = error ? error.value() : writeError;
        std::filesystem::remove(temporary, error);
        return failed("file.write", cannotBeWritten(why));
    }
    return true;
}

} // namespace understudy::cli
