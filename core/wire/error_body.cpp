#include "core/wire/error_body.h"

#include "core/base/text.h"
#include "core/wire/time_text.h"

#include <algorithm>

namespace understudy {

namespace {

bool isErrorStatus(std::int64_t number) { return number >= 400 && number <= 599; }

// The head of a text that is not JSON; of a page, its title says most.
std::string plainText(std::string_view body)
{
    body.remove_prefix(std::min(body.find_first_not_of(" \t\r\n"), body.size()));
    if (body.starts_with('<')) {
        const std::size_t open = body.find("<title>");
        const std::size_t close = body.find("</title>");
        if (open != std::string_view::npos && close != std::string_view::npos && open < close) {
            return std::string(body.substr(open + 7, close - open - 7));
        }
    }
    return std::string(body);
}

// FastAPI's "detail": a text, or a list of {"loc": [...], "msg": "..."}.
std::string detailText(JsonView detail)
{
    if (!detail.isArray()) {
        return std::string(detail.textOrEmpty());
    }
    std::string text;
    for (const JsonView item : detail.elements()) {
        text += text.empty() ? "" : "; ";
        std::string place;
        for (const JsonView part : item["loc"].elements()) {
            place += place.empty() ? "" : ".";
            place += part.textOrEmpty();
        }
        text += place.empty() ? "" : place + ": ";
        text += item["msg"].textOrEmpty();
    }
    return text;
}

void readCode(JsonView code, ErrorBody& error)
{
    const std::optional<std::int64_t> number =
        code.text() ? parseInteger(*code.text()) : code.integer();
    if (number && isErrorStatus(*number)) {
        error.status = static_cast<std::uint16_t>(*number);
    } else if (number) {
        error.code = std::to_string(*number); // a vendor's own number, such as 1261
    } else {
        error.code = code.textOrEmpty();
    }
}

void readGoogleDetail(JsonView detail, ErrorBody& error)
{
    const std::string_view kind = detail["@type"].textOrEmpty();
    if (kind.ends_with("RetryInfo")) {
        error.retryDelay = parseGoDuration(detail["retryDelay"].textOrEmpty());
    } else if (kind.ends_with("ErrorInfo")) {
        error.detailCode = detail["reason"].textOrEmpty();
    } else if (kind.ends_with("QuotaFailure")) {
        for (const JsonView violation : detail["violations"].elements()) {
            error.quotaIds.emplace_back(violation["quotaId"].textOrEmpty());
        }
    }
}

void readDetails(JsonView object, ErrorBody& error)
{
    const JsonView details = object["details"];
    for (const JsonView detail : details.elements()) {
        readGoogleDetail(detail, error);
    }
    const JsonView metadata = object["metadata"]; // OpenRouter
    for (const JsonView place :
         {details["error_code"], metadata["error_type"], object["innererror"]["code"]}) {
        if (place.text()) {
            error.detailCode = *place.text();
        }
    }
    error.limitSource = metadata["limit_source"].textOrEmpty();
    if (metadata["raw"].text()) { // what the provider behind the router said
        error.message += ": " + std::string(*metadata["raw"].text());
    }
}

// The fields of {"message", "type", "code", ...}, at the top or inside "error".
void readFields(JsonView object, ErrorBody& error)
{
    const JsonView message = object["message"];
    error.message = message.isObject() ? detailText(message["detail"]) : message.textOrEmpty();
    readCode(object["code"], error);
    error.type = object["type"].textOrEmpty();
    error.param = object["param"].textOrEmpty();
    const JsonView status = object["status"];
    if (error.type.empty()) {
        error.type = status.textOrEmpty(); // Google: RESOURCE_EXHAUSTED
    }
    if (error.status == 0 && isErrorStatus(status.integer().value_or(0))) {
        error.status = static_cast<std::uint16_t>(*status.integer());
    }
    readDetails(object, error);
}

} // namespace

bool ErrorBody::says(std::string_view name) const
{
    return equalsIgnoringCase(code, name) || equalsIgnoringCase(type, name) ||
           equalsIgnoringCase(detailCode, name);
}

bool holdsError(JsonView json)
{
    const JsonView error = json["error"];
    return error.size() > 0 || !error.textOrEmpty().empty() || error.isTrue();
}

ErrorBody readErrorBody(JsonView json)
{
    if (json.isArray()) {
        return readErrorBody(json.element(0)); // Google wraps the error of a stream in [ ]
    }
    ErrorBody error;
    error.isJson = true;
    const JsonView inner = json["error"];
    if (inner.isObject()) {
        readFields(inner, error);
    } else if (json.isObject()) {
        readFields(json, error);
        if (error.message.empty()) {
            error.message = inner.textOrEmpty();
        }
        if (error.message.empty()) {
            error.message = detailText(json["detail"]);
        }
    } else {
        error.message = json.textOrEmpty();
    }
    error.requestId = json["request_id"].textOrEmpty();
    return error;
}

ErrorBody readErrorBody(std::string_view body)
{
    body = body.substr(0, kErrorBodyBytes);
    ErrorBody error;
    if (const std::optional<JsonDocument> document = JsonDocument::parse(body)) {
        error = readErrorBody(document->root());
    }
    if (error.message.empty()) {
        error.message = plainText(body);
    }
    return error;
}

} // namespace understudy
