#include "core/wire/json_writer.h"

#include <nlohmann/json.hpp>

namespace understudy {

std::string jsonString(std::string_view text)
{
    using Json = nlohmann::json;
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

void JsonObjectWriter::add(std::string_view name, std::string_view json)
{
    m_members += m_members.empty() ? "" : ",";
    m_members += jsonString(name);
    m_members += ':';
    m_members += json;
}

} // namespace understudy
