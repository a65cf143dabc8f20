using System.Text.Json;

namespace Scheduling.Gateway.Http;

/// <summary>
/// Says what is wrong with a body that could not be read, for which there is all the time in the world.
/// </summary>
internal static class MalformedJson
{
    public static string Describe(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return "The body is empty";
        }

        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = ApiJson.MostDepth });
        try
        {
            reader.Read();
            var isObject = reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
            reader.Read();
            return isObject ? "A member of the body is given twice" : "The body must be a JSON object";
        }
        catch (JsonException)
        {
            return "The body is malformed JSON";
        }
    }
}
