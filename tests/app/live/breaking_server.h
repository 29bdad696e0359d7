// Plays recorded answers up to a byte and then breaks: below HTTP, on loopback, one way per
// request. A request names its case in its body ("case-17"), so that many can be in flight at once.
#pragma once

#include <QTcpServer>
#include <QTcpSocket>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace understudy {

enum class Break : std::uint8_t
{
    Reset,    // RST
    End,      // FIN
    CleanEnd, // the body ends there as HTTP wants it
    Garbage,  // bytes that belong to nothing, then FIN
    Stall,    // silence
};
inline constexpr std::size_t kBreakCount = 5;

const char* name(Break how);

// An answer as it was on the wire: head, body in chunks, `connection: close`.
struct RecordedAnswer
{
    std::string bytes;
    std::string events; // the body without its chunks
    std::string head;
};

// What a connection is to say.
struct BrokenAnswer
{
    const RecordedAnswer* answer = nullptr;
    Break how = Break::End;
    std::size_t offset = 0; // of `events` for CleanEnd, else of `bytes`
};

class BreakingServer final : public QTcpServer
{
public:
    // Asked once per request that came, with the number of its case.
    using Script = std::function<BrokenAnswer(std::uint64_t)>;

    explicit BreakingServer(Script script);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void read(QTcpSocket& socket, std::string& request);
    static void play(QTcpSocket& socket, const BrokenAnswer& broken);

    Script m_script;
};

} // namespace understudy
