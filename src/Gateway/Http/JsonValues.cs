namespace Scheduling.Gateway.Http;

/// <summary>A number as it was written: <c>7</c> stays <c>7</c>, <c>7.00</c> stays <c>7.00</c>.</summary>
internal readonly record struct JsonNumber(string Text)
{
    public bool HasExponent => Text.AsSpan().IndexOfAny('e', 'E') >= 0;

    /// <summary>Digits before and behind the point, zeros too.</summary>
    public int Digits => Text.Count(char.IsAsciiDigit);

    /// <summary>Less than zero; <c>-0</c> is not.</summary>
    public bool IsNegative => Text[0] == '-' && Text.AsSpan().IndexOfAnyInRange('1', '9') >= 0;

    public override string ToString() => Text;
}

/// <summary>An int or a text, as a text: <c>1</c> is read as <c>"1"</c>.</summary>
internal readonly record struct NumberOrText(string Text)
{
    public override string ToString() => Text;
}
