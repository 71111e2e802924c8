"""Words of English and Spanish that are names too, and say by themselves that nobody is meant."""

_EVERYDAY = """
acre agua alba alegre alegria alma amable amada amado amber amor amparo angel angeles ano apple
april arch archer arroyo art ash aspen august autumn azul bacon baker ball banks barber barker barn
baron barrio bass bay beach bean bear beauty bee bell bella berry bill bird bishop blanca blanco
blank blaze bless blessing bliss block bloom blue board bond bone book booker boss bow bowl box boy
brave bravo bread breeze brewer briar brick bridge bridges bright broad brook brooks brown buck bud
buena bueno buffalo bull burn burns bush butcher butler butter button caballero cabello calle calm
calma camino camp campo campos candela candle candy cane cannon cape captain caridad carpenter
carter casa casas case cash castillo castle cat cedar chambers champion chance change charity charm
chase cherry chief child childs china chosen christian church cielo city clara claro clay clear
cliff close cloud clover coach coal coast coffee cold cole comfort consejo constance consuelo cook
cool coop cooper coral corazon core corn corona corral cortes costa cotton council count country
court cove cowboy craft crane cream creek crespo cross crow crown cruise cruz crystal cuerpo daisy
dale dance dancer dandy dark dawn day deal dean dear deer delgado delight delta denim destiny dew
dia diamond dias dimes dixie dock doll dollar dolores domingo door dove dream drew driver drum duke
dulce dusk dusty eagle early earnest easter easy echo eden edge elder ember emerald encarnacion
enero england english escuela espejo esperanza espino essence estrella eternity event ever fair
faith fall farm farmer fast favor fawn fe feather feliz fern fiel field fields finch fine fire fish
fisher fisherman flag flake flint flood flora flores flower flowers foot ford forest forge form fort
fortuna fortune foster fox franco frank free freedom freeman french fresco friday friend frost fry
fuentes fuerte fuller gallo game games garden gardener gates gay gem gene genesis gentle gentry
ginger glad glass glen glory glover goal god gold golden good goods grace gracia gracias granado
grande grant grave gravel graves gray great green greenwood grey grind groom ground grove guapa
guard guerra guerrero guest gunner guy hail hall halls hand hands handy happy harbor hard hardy hare
harmony hart harvest haven hawk hawks haze hazel head heart heath heather heaven hedge held helper
herb hermosa hermoso hero hide hierro high highland hijo hill hobby hole holiday holland holly home
honest honesty honey honor hood hook hope horn horse house human humble hunter hurt ice ideal indigo
innocent inocencia invierno iris isla israel ivy jack jade jardin jasmine jay jet jewel job jolly
journey joy jubilee judge juego juice julio july jump june junio junior juniper just justice justo
key keys kid kind kindness king kingdom kitchen knight knowledge ladron lago lake lakes lamb lamp
land landing lane lark lash laurel lavender law leader leaf leal learn leche legacy legend lemon
lemons leon libertad liberty libre life light lights lilac lily lima lime linda lindo link lion
liquid llano lobo lock locker locks log long lot lotus love lovely loving loyal luck lucky luna
lunch luz lyric maestro magic maid maine major man manager mancha mango manual manzano maple mar
marble march marigold marina mariner mark market marsh marshal marvel marzo mason master match
maverick may mayo meadow meadows mejor melody memory mercado mercedes mercer merchant mercy merit
merry mesa message miel milagros mild miles milk miller mills minor mint miracle misty model moment
monday money monk month moon moore moreno morning moss mountain mountains mundo music myrtle nation
nature navy neat nest new nieve nieves night nino noble noche noel noise noon north novel novia nube
nueva nuevo ocean olive olivo opal open orange orchard oro osprey otono overall pace padre page
paine pal palm palmer paloma pansy paper paradise parish park parker parks parra parson pascua past
pastor patch patience patient patria paz peace peach peaches peak pearl peck pena penny pepper perla
perry person petal petty phoenix piedra pierce pilar pino pinto piper place plain planet plata
player plaza pleasant plum poet point pole pond pool poor pope poppy port post potter pound powers
prado prairie praise prayer precious presence present president price pride priest prieto primavera
prime primo prince princess print prior progress promise prosper proud providence prudence pry
puente puerta pureza purple quail queen quick quiet quill quinto race radiance rain rainbow raven
ray read reader ready real reason rebel red reed reef reina remedios remember remy rest rey reyes
rich riches rico ridge right ring rio rios rise river rivera rivers road roads rob robin roble roca
rocio rock rocket rocky rojo roll roman room root ropa rosa rosario rose rosebud rosemary round
royal royalty rubio ruby ruffin rule rush russet rusty sabio saffron sage sagrado sailor saint salas
sale salt salud salvador sample sand sands sano santo santos sapphire sargent satin saturday savage
saver savior sawyer says scholar school schools score scott seal seals seat second segura seguro
self senior serene serenity service session shade shadow shah shark sharp shepherd shine shoemaker
shore shores short sierra silence silver simple sincere singer sister skinner sky slaughter sleep
slim small smiley smith snow soberano sol soldado soldier soledad solid song sorrow soul sound south
spain spark sparks spear special speed spice spring springs spruce square squire staff star starling
stars start state stay steel steele step stern stock stone story stout strange stranger stream
street strength strong student students study suave suerte sugar summer sun sunday sunny sunshine
supreme surprise swan sweet swift table talk talks tall tanner teacher teal team temple tender thorn
thunder thursday tide tierra tiger timber time times tinker today toll tom topaz toro torres toward
tower towers town towns trace track trail travel treasure tree trees trigo trinidad trinity trip
true truly trust truth tucker tuesday tulip turner twin unique unity universe upright urban usher
vale valentine valiente valle valley valor vega vela venture verdad verde verdugo verity vest
victoria vida viento viernes villa vine vintage violet virtue vision vista voice wade wage wait wake
walk walker wall want war ward warden warm warren wash watch water waters way weather weaver
wednesday weeks welcome well wells west wheat wheel wheeler whistle white wider wild wilder will
willing willow wind window wine wing wings winner winter winters wise wish wit wolf woman wonder
wood woods woodward word words work worker world worth wren write yard year yes young younger
youngest youth zeal
"""
EVERYDAY = frozenset(_EVERYDAY.split())
"""Names as often as words: a capital tells."""

_GRAMMAR = """
a about after again against ahora al algo alguien algun alguna algunas alguno algunos all alla alli
almost along also although always am among an and another ante antes any anybody anyone anything
aqui are around as asi ask at aun aunque away back bajo be because been before behind being below
best better between bien both but by cada came can casi come como con contra could cual cuales
cualquier cuando cuanto da dan dar de debe del desde despues dice dicen did dio do does donde done
dos down durante e each either el ella ellas ellos else en enough entonces entre era eran eres es
esa esas ese eso esos esta estaba estamos estan estar estas este esto estos estoy even every
everybody everyone everything far few first for from fue fueron get give go goes going gone got gran
ha haber habia hace hacen hacer hacia had han has hasta have hay he help hemos her here hers him his
hizo how however hoy i if in instead into ir is it its la las last le least les less let like little
lo los luego made make many mas maybe me menos mi mia mientras might mine mio mis misma mismo more
most much mucha muchas mucho muchos must muy my nada nadie near need never next ni ningun ninguna no
nobody none nor nos nosotros not nothing now nuestra nuestras nuestro nuestros nunca o of off often
on once one only or os other others otra otras otro otros our ours out over own para per perhaps
pero please poca poco pocos por porque pues put que quien quienes quite rather said same saw say se
sea see seem seen ser shall she should si siempre sin since sino so sobre solo some somebody someone
something somos son soon soy still su such sus suya suyo take tal tambien tampoco tan tanto te tell
than that the their them then there these they thing things think this those though three through
tiene tienen to toda todas todavia todo todos together too tras tu tus tuya tuyo two un una unas
under uno unos until up upon us use usted ustedes va vamos van ver very vez vosotros was we went
were what when where whether which while who whole whom whose why with within without would y ya yet
yo you your yours
"""
GRAMMAR = frozenset(_GRAMMAR.split())
"""Whoever bears one (Her, Do, You, So) is told from it by more than a capital."""
