// The texts of what is not seen at first. Whatever is loaded later and says some of them imports this.
import { learn } from '/page/texts.js';

await learn('.more');
