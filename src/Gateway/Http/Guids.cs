using System.Buffers;

namespace Scheduling.Gateway.Http;

/// <summary>Ids as the API writes them: dashed, in either case.</summary>
internal static class Guids
{
    private const int Length = 36;

    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789abcdefABCDEF-");

    /// <summary>The framework alone also takes white space around an id, and <c>+</c> or <c>0x</c> in it.</summary>
    public static bool TryParse(string? text, out Guid id)
    {
        id = default;
        return text is { Length: Length }
            && !text.AsSpan().ContainsAnyExcept(Characters)
            && Guid.TryParseExact(text, "D", out id);
    }
}
