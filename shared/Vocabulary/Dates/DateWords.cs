namespace Timeline.Vocabulary;

internal enum Mark
{
    Unknown, Number, Day, YearMonth, Decade, Month, SolarMonth, LunarMonth, Hijri, Season, Part, Quarter, Half, Weekday, Calendar,
    About, Between, And, From, To, Until, Or, Dash, Slash, Since, Onward, Before, After, By, NotBefore,
}

/// <summary>Parts of a month, season, year or decade. Weeks are of a month only.</summary>
internal enum Part { Early, Mid, Late, FirstHalf, SecondHalf, FirstWeek, SecondWeek, ThirdWeek, FourthWeek, LastWeek }

internal enum Season { Spring, Summer, Autumn, Winter }

/// <summary>The English words of dates, and the names of the Solar Hijri months as they are spelt in English.</summary>
internal static class DateWords
{
    /// <summary>Said beside a date without changing it.</summary>
    public static readonly HashSet<string> Silent =
        ["the", "of", "on", "in", "during", "at", "within", "year", "month", "date", "dated", "day", "season", "sometime", "both"];

    public static readonly HashSet<string> Undated =
        ["unknown", "undated", "no date", "date unknown", "unknown date", "not dated", "not known", "date not known", "no date given", "nd", "n/a"];

    /// <summary>The months of the lunar Hijri calendar, in the spelling in which they are said back.</summary>
    public static readonly string[] LunarMonths =
        ["Muharram", "Safar", "Rabi al-awwal", "Rabi al-thani", "Jumada al-ula", "Jumada al-thani", "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qada", "Dhu al-Hijja"];

    private static readonly string[] LunarSpellings =
    [
        "muharram moharram", "safar", "rabialawwal", "rabialthani", "jumadaalula", "jumadaalthani", "rajab", "shaban shaaban shaban", "ramadan ramazan ramadhan",
        "shawwal shavval shawal", "dhualqada zulqada zilqada dhulqada dhulqadah zulqadah", "dhualhijja zulhijja zilhajj zilhijja dhulhijja dhulhijjah zulhijjah",
    ];

    private static readonly string[] Joints = [" al-", " ul-", " al ", " us-", " ath-", " "];

    /// <summary>The months whose names are several words, in the ways in which these are joined.</summary>
    private static readonly (string Words, string One)[] LunarPhrases =
    [
        .. Joined("rabi", "awwal awal i 1", "rabialawwal").Concat(Joined("rabi", "thani akhir akhira sani ii 2", "rabialthani"))
            .Concat(Joined("jumada jamadi", "ula awwal awal i 1", "jumadaalula")).Concat(Joined("jumada jamadi", "thani thania akhir akhira sani ii 2", "jumadaalthani"))
            .Concat(Joined("dhu zu", "qada qadah qaada", "dhualqada")).Concat(Joined("dhu zu", "hijja hijjah hajj", "dhualhijja"))
            .OrderByDescending(p => p.Words.Length),
    ];

    private static IEnumerable<(string Words, string One)> Joined(string firsts, string seconds, string one) =>
        from first in firsts.Split(' ')
        from second in seconds.Split(' ')
        from joint in Joints
        select (first + joint + second, one);

    /// <summary>Several words that are one, longest first; each stands between spaces.</summary>
    public static readonly (string Words, string One)[] Phrases =
    [
        ("on or about", "about"), ("on or around", "about"), ("some time", "sometime"),
        ("on or before", "by"), ("no later than", "by"), ("not later than", "by"), ("not after", "by"), ("at the latest by", "by"), ("prior to", "before"),
        ("earlier than", "before"), ("on or after", "notbefore"), ("no earlier than", "notbefore"), ("not earlier than", "notbefore"),
        ("not before", "notbefore"), ("later than", "after"), ("up to", "until"), ("ever since", "since"), ("already from", "from"),
        ("beginning in", "since"), ("beginning on", "since"), ("beginning with", "since"), ("beginning from", "since"),
        ("starting in", "since"), ("starting on", "since"), ("starting from", "since"), ("starting with", "since"), ("as of", "since"), ("and or", "or"),
        .. LunarPhrases,
        ("solar hijri", "sh"), ("hijri shamsi", "sh"), ("hijri solar", "sh"), ("lunar hijri", "lunar"), ("hijri qamari", "lunar"), ("hijri lunar", "lunar"),
        ("first half", "firsthalf"), ("1st half", "firsthalf"), ("second half", "secondhalf"), ("2nd half", "secondhalf"), ("latter half", "secondhalf"),
        ("first week", "firstweek"), ("1st week", "firstweek"), ("second week", "secondweek"), ("2nd week", "secondweek"),
        ("third week", "thirdweek"), ("3rd week", "thirdweek"), ("fourth week", "fourthweek"), ("4th week", "fourthweek"), ("last week", "lastweek"),
        ("first quarter", "q1"), ("second quarter", "q2"), ("third quarter", "q3"), ("fourth quarter", "q4"), ("last quarter", "q4"),
        ("1st quarter", "q1"), ("2nd quarter", "q2"), ("3rd quarter", "q3"), ("4th quarter", "q4"),
    ];

    public static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <summary>As Afghan sources name them (Dari); the Iranian and Pashto names lead to the same months.</summary>
    public static readonly string[] SolarMonths =
        ["Hamal", "Saur", "Jawza", "Saratan", "Asad", "Sunbula", "Mizan", "Aqrab", "Qaws", "Jadi", "Dalw", "Hut"];

    private static readonly string[] SolarSpellings =
    [
        "hamal farvardin wray", "saur sawr sowr ordibehesht ghwayay", "jawza jauza jowza khordad ghbargolay", "saratan tir chungash changash",
        "asad mordad amordad zmaray", "sunbula sonbola sumbula sonbula shahrivar wazhay wagay", "mizan mehr tala", "aqrab aban laram",
        "qaws qaus qows azar lindai lindey", "jadi dey dai marghumay", "dalw dalv dalwa bahman salwagha", "hut hoot esfand kab",
    ];

    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>Every single word that means something, with what it means.</summary>
    public static readonly Dictionary<string, (Mark Mark, int Value)> Known = Build();

    private static Dictionary<string, (Mark, int)> Build()
    {
        var known = new Dictionary<string, (Mark, int)>();
        for (var i = 0; i < 12; i++)
        {
            var month = Months[i].ToLowerInvariant();
            known[month] = known[month[..3]] = (Mark.Month, i + 1);
            foreach (var name in SolarSpellings[i].Split(' '))
            {
                known[name] = (Mark.SolarMonth, i + 1);
            }
        }

        for (var i = 0; i < 12; i++)
        {
            foreach (var name in LunarSpellings[i].Split(' '))
            {
                known[name] = (Mark.LunarMonth, i + 1);
            }
        }

        known["sept"] = (Mark.Month, 9);
        for (var i = 0; i < 7; i++)
        {
            known[Weekdays[i]] = known[Weekdays[i][..3]] = (Mark.Weekday, i + 1);
        }

        known["tues"] = (Mark.Weekday, 2);
        known["thurs"] = known["thur"] = (Mark.Weekday, 4);
        string[] ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
        for (var i = 0; i < ordinals.Length; i++)
        {
            known[ordinals[i]] = (Mark.Number, i + 1);
        }

        Say(Mark.Season, (int)Season.Spring, "spring");
        Say(Mark.Season, (int)Season.Summer, "summer");
        Say(Mark.Season, (int)Season.Autumn, "autumn fall");
        Say(Mark.Season, (int)Season.Winter, "winter");
        Say(Mark.Part, (int)Part.Early, "early beginning start");
        Say(Mark.Part, (int)Part.Mid, "mid middle");
        Say(Mark.Part, (int)Part.Late, "late end");
        foreach (var part in Enum.GetValues<Part>().Where(p => p > Part.Late))
        {
            Say(Mark.Part, (int)part, part.ToString().ToLowerInvariant());
        }

        Say(Mark.Calendar, (int)SourceCalendar.SolarHijri, "ahs ap sh hs shamsi");
        Say(Mark.Calendar, (int)SourceCalendar.LunarHijri, "lunar qamari");
        Say(Mark.Hijri, 0, "ah hijri");
        Say(Mark.Calendar, (int)SourceCalendar.Gregorian, "ad ce");
        Say(Mark.About, 0, "about around circa c ca approximately approx roughly");
        Say(Mark.Between, 0, "between");
        Say(Mark.And, 0, "and but");
        Say(Mark.From, 0, "from");
        Say(Mark.To, 0, "to");
        Say(Mark.Until, 0, "until till til through thru");
        Say(Mark.Or, 0, "or");
        Say(Mark.Since, 0, "since starting");
        Say(Mark.Onward, 0, "onward onwards");
        Say(Mark.Before, 0, "before");
        Say(Mark.After, 0, "after");
        Say(Mark.By, 0, "by");
        Say(Mark.NotBefore, 0, "notbefore");
        return known;

        void Say(Mark mark, int value, string words)
        {
            foreach (var word in words.Split(' '))
            {
                known[word] = (mark, value);
            }
        }
    }
}
